import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The place of a price file in one form: an http(s) URL, or an absolute path.
 *
 * @param from a URL, or a path that may be relative to `baseDir`
 * @throws TypeError for a URL of another kind, or one with a password: it would end up in logs
 */
export function priceLocation(from: string, baseDir: string): string {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(from)) return resolve(baseDir, from)
  const url = URL.parse(from)
  if (url?.protocol === 'file:') return fileURLToPath(url)
  if (url === null || !isRemote(url.href))
    throw new TypeError(`must be a path or an http(s) URL, got ${JSON.stringify(from)}`)
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('must be a URL without user name and password, got one with them')
  }
  return url.href
}

/** Whether a place is a URL, and no path. */
export function isRemote(location: string): boolean {
  return /^https?:\/\//i.test(location)
}

/** A place as it may be shown: without query, which may hold a key. */
export function shownLocation(location: string): string {
  return isRemote(location) ? location.replace(/[?#].*$/s, '') : location
}
