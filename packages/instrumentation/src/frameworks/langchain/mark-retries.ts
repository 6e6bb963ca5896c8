import { context } from '@opentelemetry/api'
import { type AttemptMark, withMark } from '../../attempts/attempt-mark.ts'
import type { Method, MethodPatch } from '../../provider.ts'

/**
 * Marks what is tried again: by the models themselves, whose `AsyncCaller` runs the same function until it succeeds, and by
 * `withRetry`. A `RunnableRetry` makes a configuration for each attempt and hands it to `RunnableBinding`,
 * whose method it inherits: the first tells the number, the second is what has to run with it.
 */
export const markRetries: readonly MethodPatch[] = [
  { method: 'AsyncCaller.prototype.callWithRetries', replace: (original) => countRuns(original, 1) },
  { method: 'RunnableRetry.prototype._patchConfigForRetry', replace: noteAttempt },
  { method: 'RunnableBinding.prototype.invoke', replace: inNotedAttempt },
  { method: 'RunnableBinding.prototype.batch', replace: inNotedAttempt },
]

/** Marks the runs, after the first, of the function that is the argument `at`. */
function countRuns(original: Method, at: number): Method {
  return function (this: unknown, ...args) {
    const callable = args[at]
    if (typeof callable !== 'function') return Reflect.apply(original, this, args)
    let runs = 0
    const counted = (...own: unknown[]): unknown => {
      const run = (): unknown => Reflect.apply(callable, undefined, own)
      const index = runs++
      return index === 0 ? run() : context.with(withMark(context.active(), { kind: 'retry', index }), run)
    }
    return Reflect.apply(original, this, args.with(at, counted))
  }
}

const markOfConfig = new WeakMap<object, AttemptMark>()

function noteAttempt(original: Method): Method {
  return function (this: unknown, ...args) {
    const config: unknown = Reflect.apply(original, this, args)
    const attempt = args[0]
    if (typeof attempt === 'number' && attempt > 1 && typeof config === 'object' && config !== null) {
      markOfConfig.set(config, { kind: 'retry', index: attempt - 1 })
    }
    return config
  }
}

function inNotedAttempt(original: Method): Method {
  return function (this: unknown, ...args) {
    // A batch has a configuration for each of its inputs, all of one attempt.
    const config: unknown = Array.isArray(args[1]) ? args[1][0] : args[1]
    const mark = typeof config === 'object' && config !== null ? markOfConfig.get(config) : undefined
    const run = (): unknown => Reflect.apply(original, this, args)
    return mark === undefined ? run() : context.with(withMark(context.active(), mark), run)
  }
}
