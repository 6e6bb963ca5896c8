import { httpStatus } from '../call/http-status.ts'
import type { AttemptMark } from './attempt-mark.ts'

/**
 * Attempt: one HTTP request of a call. An SDK that retries makes several; the call's span shows the answer of the last.
 *
 * What an attempt may cost depends on how far it came. One that never left costs nothing; one that was answered with an
 * error costs nothing; one that was sent and brought neither error nor usage may well be billed, and is `unobserved`.
 */
export interface Attempt {
  /** The request's bytes began to leave this process. */
  isSent: boolean
  /** HTTP status of the answer, once its headers came. */
  status: number | undefined
  /** Where it was served, where the answer's headers say so. */
  region?: string | undefined
}

/** The attempts of one call, in order. Empty when the SDK does not send by Node's own fetch, which alone tells of them. */
export type CallAttempts = Attempt[]

/** A call that is being made, as its attempts see it. */
export interface LlmCall {
  /** Where its attempts go; what goes elsewhere, such as a request for a token, is none. Undefined where that is unknown. */
  readonly origin: string | undefined
  readonly attempts: CallAttempts
  /** Which attempt at one piece of work the call is, where it is not the only one. */
  mark?: AttemptMark
  /** Set where only the sending shows where a call goes, as in the AWS SDK, which finds its endpoint on the way. */
  destination?: CallDestination
}

/** Where a call went. */
export interface CallDestination {
  readonly address: string | undefined
  readonly port: number | undefined
  readonly region: string | undefined
}

/**
 * How many attempts before the last were sent, got no error status, and so may be billed without our knowing the usage.
 * One that was sent on to another place got its answer there.
 */
export function unobservedRetries(attempts: CallAttempts): number {
  if (attempts.length < 2) return 0
  return attempts.slice(0, -1).filter((attempt) => isUnobserved(attempt) && !isRedirected(attempt)).length
}

/** Whether the last attempt came after one that had no good answer, and not merely from where a redirect led. */
export function isRetried(attempts: CallAttempts): boolean {
  return attempts.slice(0, -1).some((attempt) => !isRedirected(attempt))
}

/**
 * Whether the last attempt of a call that brought no usage may be billed. Where attempts are not seen, because the
 * application brought its own fetch, `error` decides: one with an HTTP status was answered, a refused connection was never
 * sent.
 */
export function lastMayBeBilled(attempts: CallAttempts, error: unknown, seesAttempts: boolean): boolean {
  const last = attempts.at(-1)
  if (last !== undefined) return isUnobserved(last)
  if (seesAttempts) return false
  if (error === undefined) return true
  const status = httpStatus(error)
  if (status !== undefined) return status < 400
  return !wasNeverSent(error)
}

interface ErrorFacts {
  readonly code?: unknown
  readonly cause?: unknown
}

function factsOf(error: unknown): ErrorFacts {
  return typeof error === 'object' && error !== null ? error : {}
}

/** The code is on the error of the socket, which the fetch wraps in one of its own, and the SDK in another. */
export function wasNeverSent(error: unknown): boolean {
  let each = factsOf(error)
  for (let depth = 0; depth < 5; depth++) {
    if (NEVER_SENT.has(String(each.code))) return true
    each = factsOf(each.cause)
  }
  return false
}

/** Codes of errors that come before a byte of the request has left. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

function isUnobserved({ isSent, status }: Attempt): boolean {
  return isSent && (status === undefined || status < 400)
}

function isRedirected({ status }: Attempt): boolean {
  return status !== undefined && status >= 300 && status < 400
}
