import { attachToApiPromise, isApiPromise } from './api-promise.ts'
import { type CallObserver, watchIfPossible } from './call-observer.ts'
import { attachToHttpResponsePromise, isHttpResponsePromise } from './http-response-promise.ts'
import { isPromise } from './is-promise.ts'
import { settle } from './settle.ts'

/**
 * Tells `observer` how a call ends, and gives back the very object that the SDK made.
 *
 * Nothing is read that the application does not read: a lazy promise stays lazy, a stream keeps its back-pressure and its
 * `break`, a raw response keeps its body. Only public points of consumption are replaced, on the returned object itself,
 * so that its class, its identity and its other methods stay what they were.
 */
export function observeCall<R>(returned: R, observer: CallObserver): R {
  if (isApiPromise(returned)) {
    watchIfPossible(observer, () => attachToApiPromise(returned, observer))
    return returned
  }
  if (isHttpResponsePromise(returned)) {
    watchIfPossible(observer, () => attachToHttpResponsePromise(returned, observer))
    return returned
  }
  if (isPromise(returned)) return observePlainPromise(returned, observer) as R
  settle(returned, observer)
  return returned
}

/** A promise without helpers cannot be watched from inside, so the caller gets one that resolves after we have looked. */
function observePlainPromise(promise: Promise<unknown>, observer: CallObserver): Promise<unknown> {
  return promise.then(
    (value) => {
      settle(value, observer)
      return value
    },
    (error: unknown) => {
      observer.onEnd({ reason: 'failed', error })
      throw error
    },
  )
}
