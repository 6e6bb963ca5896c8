import { type DoctorCheck, ok } from '../finding.ts'

/** Whether the OTLP endpoint takes telemetry. */
export const endpoint: DoctorCheck = {
  name: 'endpoint',
  check({ endpoint: facts }) {
    if (facts === undefined) return [{ level: 'unknown', text: 'it was not asked' }]
    const { url, status, problem } = facts
    if (status !== undefined && status < 400) return ok(`${url} takes telemetry`)
    const text =
      problem === undefined ? `${url} answered with status ${status}` : `${url} cannot be reached: ${problem}`
    return [{ level: 'error', text, mend: mendOf(status) }]
  },
}

function mendOf(status: number | undefined): string {
  if (status === 401 || status === 403) return 'Set OTEL_EXPORTER_OTLP_HEADERS to the key that it wants.'
  if (status === 404 || status === 405) return 'Set OTEL_EXPORTER_OTLP_ENDPOINT to the address without /v1/traces.'
  return 'Start a receiver (costspan dev, or a collector), or set OTEL_EXPORTER_OTLP_ENDPOINT to the one that runs.'
}
