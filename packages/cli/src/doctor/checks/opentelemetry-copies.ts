import { type DoctorCheck, ok } from '../finding.ts'

/** Whether there is one copy of the OpenTelemetry API: spans of one copy do not see the context of another. */
export const openTelemetryCopies: DoctorCheck = {
  name: 'OpenTelemetry API',
  check({ packages }) {
    const versions = packages.get('@opentelemetry/api') ?? []
    const majors = new Set(versions.map((version) => version.split('.')[0]))
    if (versions.length === 0) return [{ level: 'unknown', text: 'it is not installed here' }]
    if (majors.size === 1) return ok(versions.join(', '))
    return [
      {
        level: 'error',
        text: `copies of different majors are installed: ${versions.join(', ')}`,
        mend: 'Run npm dedupe, or npm ls @opentelemetry/api to see who brings the older one.',
      },
    ]
  },
}
