import { context, createContextKey } from '@opentelemetry/api'

/** The SDK's mark on contexts whose requests make no spans: an alert is no part of the call that has caused it. */
const SUPPRESS_TRACING_KEY = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING')

const TIMEOUT_MILLIS = 5_000

/** @throws Error when the receiver does not take it */
export async function postJson(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const post = (): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    })
  const response = await context.with(context.active().setValue(SUPPRESS_TRACING_KEY, true), post)
  await response.body?.cancel()
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`)
}
