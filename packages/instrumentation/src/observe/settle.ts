import { type CallObserver, watchIfPossible } from './call-observer.ts'
import { isAsyncIterable, observeStream } from './observe-stream.ts'

/** Takes what a call resolved to: a stream is watched until it ends, anything else is the result. */
export function settle(value: unknown, observer: CallObserver): void {
  watchIfPossible(observer, () => {
    if (isAsyncIterable(value)) observeStream(value, observer)
    else observer.onEnd({ reason: 'completed', result: value })
  })
}
