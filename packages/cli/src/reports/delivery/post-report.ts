import { DeliveryError } from './delivery-error.ts'

const TIMEOUT_MILLIS = 10_000

/** Posts a report as JSON. Rejects with a `DeliveryError` that names the host and not the address, which may be a secret. */
export async function postReport(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { host } = new URL(url)
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  }).catch((cause: unknown) => {
    throw new DeliveryError(`${host} does not answer`, { cause })
  })
  await response.body?.cancel()
  if (!response.ok) throw new DeliveryError(`${host} answered ${response.status}`)
}
