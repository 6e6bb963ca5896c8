import type { IncomingMessage } from 'node:http'
import { bearerToken, isToken } from '../receiver/access-token.ts'
import { HttpRefusal } from '../receiver/http-refusal.ts'

/** Who may see the page. */
export interface SiteRules {
  /** Asked of every request. Default: nothing is asked, and only names of this machine are answered. */
  readonly token?: string | undefined
  /** Default: those that ask for a page. */
  readonly methods?: readonly string[]
}

/**
 * Refuses requests that another site makes this browser send. A name of an attacker may be pointed at this machine while
 * the page is open (DNS rebinding), so the name that was asked for must be one of ours; with a token there is no need,
 * because a browser keeps the cookie from every other name.
 *
 * @throws HttpRefusal with 401, 403 or 405
 */
export function checkVisitor(request: IncomingMessage, { token, methods = ['GET', 'HEAD'] }: SiteRules): void {
  const { host = '', 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers
  if (!methods.includes(request.method ?? '')) {
    throw new HttpRefusal(405, `The dashboard takes ${methods[0]} here, not ${request.method}`, {
      headers: { allow: methods.join(', ') },
    })
  }
  if (token === undefined && !LOOPBACK_NAME.test(host)) {
    throw new HttpRefusal(403, `The dashboard does not answer to the name "${host}": open it as localhost or 127.0.0.1`)
  }
  // A link from elsewhere opens the page; what it loads comes from its own pages alone.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && mode !== 'navigate') {
    throw new HttpRefusal(403, 'The dashboard answers to its own pages only')
  }
  if (token !== undefined && !isToken(token, bearerToken(request)) && !isToken(token, cookieToken(request))) {
    throw new HttpRefusal(401, 'The dashboard asks for a token: open it once as /?token=<token>')
  }
}

/** Keeps the token in the browser, out of reach of scripts and of other sites. */
export function tokenCookie(token: string): string {
  return `${COOKIE}=${encodeURIComponent(token)}; HttpOnly; SameSite=Strict; Path=/`
}

/** Answers, whatever they are, that nothing may be loaded from elsewhere, nothing framed, and nothing run that is not a file of ours. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const LOOPBACK_NAME = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i
const COOKIE = 'costspan-token'

function cookieToken({ headers }: IncomingMessage): string | undefined {
  const found = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === COOKIE)
  try {
    return found?.[1] === undefined ? undefined : decodeURIComponent(found[1])
  } catch {
    return undefined
  }
}
