import type { Context } from '@opentelemetry/api'

/**
 * Mark: which attempt at one piece of work a call is.
 *
 * - `primary`: the first, or the only one.
 * - `retry`: made again after a failure.
 * - `fallback`: made by another model after a failure.
 */
export interface AttemptMark {
  readonly kind: 'primary' | 'retry' | 'fallback'
  /** How many attempts came before. */
  readonly index: number
}

/** Where a context has the mark of the calls made in it. A registered symbol, so that `@costspan/cost` finds it too. */
const ATTEMPT: symbol = Symbol.for('costspan.attempt')

/** How often the call of a request has failed. */
const failures = new WeakMap<object, number>()

/** Nothing is looked up before the first failure. */
let hasFailed = false

/**
 * The mark of a call: what its context says, and how often the same request, by identity, has failed before. That is how the
 * retries of the Vercel AI SDK look, which converts a prompt once and sends it until it succeeds.
 */
export function attemptMark(parent: Context, request: unknown): AttemptMark | undefined {
  const around = parent.getValue(ATTEMPT) as AttemptMark | undefined
  const failed = hasFailed && isObject(request) ? (failures.get(request) ?? 0) : 0
  if (failed === 0) return around
  return { kind: around?.kind === 'fallback' ? 'fallback' : 'retry', index: (around?.index ?? 0) + failed }
}

/** Notes how the call of a request ended. After a success the same request is a new piece of work. */
export function noteOutcome(request: unknown, isFailure: boolean): void {
  if (!isObject(request)) return
  if (isFailure) {
    hasFailed = true
    failures.set(request, (failures.get(request) ?? 0) + 1)
  } else if (hasFailed) {
    failures.delete(request)
  }
}

/** A context for one attempt. Inside a fallback all attempts are those of the fallback. */
export function withMark(parent: Context, mark: AttemptMark): Context {
  const around = parent.getValue(ATTEMPT) as AttemptMark | undefined
  const kind = around?.kind === 'fallback' ? 'fallback' : mark.kind
  return parent.setValue(ATTEMPT, { kind, index: (around?.index ?? 0) + mark.index } satisfies AttemptMark)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
