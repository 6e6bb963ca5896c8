import { context } from '@opentelemetry/api'
import { type AttemptMark, withMark } from '../../attempts/attempt-mark.ts'
import type { Method, MethodPatch } from '../../provider.ts'

/** Marks what runs inside `withFallbacks`: all but the first of the runnables that it tries in turn. */
export const markFallbacks: readonly MethodPatch[] = [
  { method: 'RunnableWithFallbacks.prototype.runnables', replace: markedRunnables },
]

function markedRunnables(original: Method): Method {
  return function* (this: unknown, ...args) {
    let index = 0
    for (const runnable of Reflect.apply(original, this, args) as Iterable<object>) {
      yield index === 0 ? runnable : marked(runnable, { kind: 'fallback', index })
      index += 1
    }
  }
}

/** The runnable, with its ways of being run in the mark's context. Nothing is put on the application's own object. */
function marked(runnable: object, mark: AttemptMark): object {
  const inContext = (name: string): PropertyDescriptor => ({
    value: (...args: unknown[]): unknown =>
      context.with(withMark(context.active(), mark), () =>
        Reflect.apply(Reflect.get(runnable, name) as Method, runnable, args),
      ),
  })
  return Object.create(runnable, {
    invoke: inContext('invoke'),
    batch: inContext('batch'),
    stream: inContext('stream'),
  }) as object
}
