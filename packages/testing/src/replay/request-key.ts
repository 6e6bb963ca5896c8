import { createHash } from 'node:crypto'

/** Query parameters in which providers take keys. */
const SECRET_PARAMETERS = ['key', 'api_key', 'api-key', 'access_token', 'token']

/** An address without what is secret in it. */
export function publicUrl(url: string): string {
  const address = new URL(url)
  address.username = ''
  address.password = ''
  for (const name of SECRET_PARAMETERS) address.searchParams.delete(name)
  return address.href
}

/**
 * What a recorded answer is found by: method, path and body. The host is left out, so that a recording holds for a gateway in front
 * of the provider too; neither the order of keys in a JSON body counts, nor the boundary of a form, which is made up each time.
 */
export function requestKey({ method, url, headers }: Request, body: string): string {
  const { pathname, search } = new URL(publicUrl(url))
  const boundary = /boundary="?([^";]+)/.exec(headers.get('content-type') ?? '')?.[1]
  const asked = boundary === undefined ? canonical(body) : body.replaceAll(boundary, 'boundary')
  return createHash('sha256').update(`${method} ${pathname}${search}\n${asked}`).digest('hex').slice(0, 32)
}

function canonical(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    )
  } catch {
    return body
  }
}
