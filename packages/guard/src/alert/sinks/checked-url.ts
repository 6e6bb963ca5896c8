/**
 * The address of an alert sink. A wrong one is told at the start, and not by the first alert that nobody gets.
 *
 * @throws TypeError naming the sink, the value and what was expected
 */
export function checkedUrl(url: unknown, sink: string): string {
  const isHttp = typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (isHttp) return url
  throw new TypeError(`${sink}: url must be an http(s) URL, got ${shownUrl(url)}`)
}

/** The beginning says what is wrong; the end of a webhook's address is a secret. */
function shownUrl(url: unknown): string {
  if (typeof url !== 'string') return String(url)
  return url.length > MOST_SHOWN ? `"${url.slice(0, MOST_SHOWN)}..."` : `"${url}"`
}

const MOST_SHOWN = 16
