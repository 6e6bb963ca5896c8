/** Codes of errors that come before a byte of the request has left. */
const NEVER_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
])

/**
 * Whether a request that failed without an answer may be billed all the same. One that never left is not; one that was given
 * up, or whose connection broke, may well have been worked on.
 */
export function mayBeBilled(error: unknown): boolean {
  let each = error
  for (let depth = 0; depth < 5 && typeof each === 'object' && each !== null; depth++) {
    const { code, cause } = each as { readonly code?: unknown; readonly cause?: unknown }
    if (NEVER_SENT.has(code)) return false
    each = cause
  }
  return true
}
