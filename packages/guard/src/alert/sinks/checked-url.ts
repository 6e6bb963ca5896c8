/**
 * The address of an alert sink. A wrong one is told at the start, and not by the first alert that nobody gets.
 *
 * @throws TypeError naming the sink, the value and what was expected
 */
export function checkedUrl(url: unknown, sink: string): string {
  const isHttp = typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (isHttp) return url
  throw new TypeError(`${sink}: url must be an http(s) URL, got ${typeof url === 'string' ? `"${url}"` : String(url)}`)
}
