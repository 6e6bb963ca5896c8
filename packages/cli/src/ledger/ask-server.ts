import { LedgerError } from './ledger-error.ts'

/** Reports over months may take a server a while. */
const TIMEOUT_MILLIS = 120_000
const MOST_WORDS = 300

/**
 * Posts a question to a server and gives the text of its answer. Rejects with a `LedgerError` that names the host and never
 * the address, which may have a password in it.
 */
export async function askServer(
  server: string,
  url: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<string> {
  const { host } = new URL(url)
  const signal = AbortSignal.timeout(TIMEOUT_MILLIS)
  const response = await fetch(url, { method: 'POST', headers, body, signal }).catch((cause: unknown) => {
    throw new LedgerError(`${server} at ${host} does not answer`, { cause })
  })
  const text = await response.text()
  if (response.ok) return text
  const words = text.split('\n', 1)[0]?.slice(0, MOST_WORDS) ?? ''
  throw new LedgerError(`${server} at ${host} answered ${response.status}: ${words}`)
}
