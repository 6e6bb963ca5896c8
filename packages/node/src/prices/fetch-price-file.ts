import { priceText, type PriceText, type ReadLimits, tooLarge } from './price-text.ts'

/**
 * Fetches a price file, if it is not the one with this ETag.
 *
 * @param stopped ends the request early
 * @throws Error saying what is wrong: no answer in time, a status other than 200, too many bytes, no UTF-8
 */
export async function fetchPriceFile(
  url: string,
  tag: string | undefined,
  limits: ReadLimits,
  stopped: AbortSignal,
): Promise<PriceText | 'unchanged'> {
  const late = AbortSignal.timeout(limits.timeoutMillis)
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...(tag !== undefined && { 'if-none-match': tag }) },
      signal: AbortSignal.any([stopped, late]),
    })
    if (response.status === 304 && tag !== undefined) return 'unchanged'
    if (response.status !== 200) {
      await response.body?.cancel()
      throw new Error(`it answered with status ${response.status}`)
    }
    return priceText(await readBounded(response, limits), response.headers.get('etag') ?? undefined)
  } catch (error) {
    throw late.aborted ? new Error(`it took longer than ${limits.timeoutMillis} ms`, { cause: error }) : error
  }
}

/** Counts what arrives, unpacked: a length that a server states is only what it says. */
async function readBounded(response: Response, limits: ReadLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > limits.maxBytes) throw tooLarge(limits)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
