import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Whether a presented text is the token; how long that takes tells nothing of how much of it is right. */
export function isToken(token: string, presented: string | undefined): boolean {
  return presented !== undefined && timingSafeEqual(digest(token), digest(presented))
}

/** What a request presents as `authorization: Bearer ...`. */
export function bearerToken({ headers }: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
