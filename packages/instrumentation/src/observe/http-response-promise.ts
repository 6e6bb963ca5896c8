import { abandonedWhenCollected, notAbandoned } from './abandoned.ts'
import type { CallObserver } from './call-observer.ts'
import { isPromise } from './is-promise.ts'
import { replaceMethod } from './replace-method.ts'
import { settle } from './settle.ts'

/** The promise that SDKs made by Fern (Cohere) return: besides the answer, it hands out the HTTP response. */
export interface HttpResponsePromise extends Promise<unknown> {
  withRawResponse(): Promise<{ readonly data: unknown }>
}

export function isHttpResponsePromise(value: unknown): value is HttpResponsePromise {
  return isPromise(value) && 'withRawResponse' in value && typeof value.withRawResponse === 'function'
}

/**
 * Watches the ways to consume the promise. They are replaced on the instance, and do nothing before they are used, so that a
 * rejection nobody handles stays unhandled.
 */
export function attachToHttpResponsePromise(promise: HttpResponsePromise, observer: CallObserver): void {
  const { then, withRawResponse } = promise
  const watch = abandonedWhenCollected(promise, observer, 'raw-response')
  let answer: Promise<unknown> | undefined

  const fail = (error: unknown): never => {
    observer.onEnd({ reason: 'failed', error })
    throw error
  }
  const observed = (): Promise<unknown> => {
    notAbandoned(watch)
    answer ??= then.call(
      promise,
      (value: unknown) => {
        settle(value, observer)
        return value
      },
      fail,
    )
    return answer
  }

  replaceMethod(promise, 'then', ((onFulfilled, onRejected) =>
    observed().then(onFulfilled, onRejected)) as typeof promise.then)
  replaceMethod(promise, 'catch', ((onRejected) => observed().catch(onRejected)) as typeof promise.catch)
  replaceMethod(promise, 'finally', (onFinally) => observed().finally(onFinally))
  replaceMethod(promise, 'withRawResponse', () => {
    notAbandoned(watch)
    return withRawResponse.call(promise).then((raw) => {
      settle(raw.data, observer)
      return raw
    }, fail)
  })
}
