import type { EndpointFacts } from './doctor-facts.ts'

const TIMEOUT_MILLIS = 5_000

/** Sends an empty export to the endpoint that applications would use, as the `OTEL_*` variables name it. */
export async function askEndpoint(env: NodeJS.ProcessEnv): Promise<EndpointFacts> {
  const base = env['OTEL_EXPORTER_OTLP_ENDPOINT'] || 'http://localhost:4318'
  const url = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || `${base.replace(/\/$/, '')}/v1/traces`
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(env['OTEL_EXPORTER_OTLP_HEADERS']) },
      body: '{"resourceSpans":[]}',
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    })
    const theirsMillis = Date.parse(response.headers.get('date') ?? '')
    const clock = Number.isNaN(theirsMillis) ? undefined : { theirsMillis, oursMillis: Date.now() }
    return { url, status: response.status, problem: undefined, clock }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return { url, status: undefined, problem: cause instanceof Error ? cause.message : String(cause), clock: undefined }
  }
}

/** `key=value,key=value`, as the OpenTelemetry specification writes it. */
function headersOf(text = ''): Record<string, string> {
  return Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/.exec(pair) ?? []
      return name === undefined || value === undefined ? [] : [[name, decodeURIComponent(value.trim())]]
    }),
  )
}
