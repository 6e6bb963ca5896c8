import { httpStatus } from './http-status.ts'

/**
 * The `error.type` of a rejected call: the HTTP status when the provider answered, else the name of the error's class.
 * Messages are not used: they have high cardinality and may quote the prompt or the key.
 */
export function errorType(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '_OTHER'
  const { name } = error as { name?: unknown }
  const status = httpStatus(error)
  if (status !== undefined) return String(status)
  const className = error.constructor.name
  if (className !== '' && className !== 'Error') return className
  return typeof name === 'string' && name !== '' ? name : '_OTHER'
}

/** True of the rejection that an SDK makes of an abort by the application: the caller's wish, not a failure. */
export function isAbort(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { name } = error as { name?: unknown }
  return name === 'AbortError' || ABORTS.has(error.constructor.name)
}

/** Classes of the Stainless SDKs and of Mistral's. */
const ABORTS: ReadonlySet<string> = new Set(['APIUserAbortError', 'RequestAbortedError'])
