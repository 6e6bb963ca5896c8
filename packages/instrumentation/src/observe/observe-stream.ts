import { abandonedWhenCollected } from './abandoned.ts'
import type { CallObserver } from './call-observer.ts'

/** A stream of an SDK. Stainless SDKs make their iterator by `iterator()`, which `tee()` and `toReadableStream()` use too. */
interface ObservableStream {
  iterator?: () => AsyncIterator<unknown>
  readonly controller?: AbortController
  [Symbol.asyncIterator](): AsyncIterator<unknown>
}

export function isAsyncIterable(value: unknown): value is ObservableStream {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

/** Watches the items of `stream` pass by, and its end, wherever it is read and without reading it. */
export function observeStream(stream: ObservableStream, observer: CallObserver): void {
  const reading: Reading = { signal: stream.controller?.signal, isWaiting: false }
  const observed = (iterator: AsyncIterator<unknown>): AsyncIterator<unknown> => {
    streamOfIterator.set(iterator, stream)
    return observeIterator(iterator, observer, reading)
  }
  if (isIterator(stream)) {
    observeIterator(stream, observer, reading)
  } else if (typeof stream.iterator === 'function') {
    const make = stream.iterator
    stream.iterator = () => observed(make.call(stream))
  } else {
    const make = stream[Symbol.asyncIterator]
    stream[Symbol.asyncIterator] = () => observed(make.call(stream))
  }
  endWhenAborted(reading, observer)
  abandonedWhenCollected(stream, observer, 'stream-cut')
}

/** Where the reader of one stream is. */
interface Reading {
  readonly signal: AbortSignal | undefined
  /** True while the reader waits for the next item. */
  isWaiting: boolean
}

/** Keeps a stream alive while its iterator is, so that a stream which is still being read never counts as abandoned. */
const streamOfIterator = new WeakMap<AsyncIterator<unknown>, ObservableStream>()

/**
 * Replaces `next`, `return` and `throw` on the iterator itself, so that what is iterated stays the SDK's own generator.
 * Promise callbacks instead of `await` keep the added time per chunk near nothing.
 */
function observeIterator(
  iterator: AsyncIterator<unknown>,
  observer: CallObserver,
  reading: Reading,
): AsyncIterator<unknown> {
  const { next, return: close, throw: raise } = iterator

  const onStep = (step: IteratorResult<unknown>): IteratorResult<unknown> | Promise<IteratorResult<unknown>> => {
    reading.isWaiting = false
    if (step.done === true) {
      // An aborted SDK stream ends as if it were complete.
      observer.onEnd({ reason: reading.signal?.aborted === true ? 'stream-cut' : 'stream-completed' })
      return step
    }
    return observer.onItem(step.value) === 'hide' ? iterator.next() : step
  }
  const onError = (error: unknown): never => {
    reading.isWaiting = false
    observer.onEnd({ reason: 'failed', error })
    throw error
  }

  iterator.next = (...args) => {
    reading.isWaiting = true
    return next.apply(iterator, args).then(onStep, onError)
  }
  if (close) {
    iterator.return = (value) => {
      observer.onEnd({ reason: 'stream-cut' })
      return close.call(iterator, value)
    }
  }
  if (raise) {
    iterator.throw = (error: unknown) => {
      observer.onEnd({ reason: 'stream-cut' })
      return raise.call(iterator, error)
    }
  }
  return iterator
}

/**
 * A stream that is aborted while nobody reads it gives no other sign. While a reader waits, its iterator tells the end, and
 * tells it better: an SDK aborts its own stream when it meets an error in it.
 */
function endWhenAborted(reading: Reading, observer: CallObserver): void {
  const { signal } = reading
  const cut = (): void => {
    if (!reading.isWaiting) observer.onEnd({ reason: 'stream-cut' })
  }
  if (signal?.aborted === true) cut()
  else signal?.addEventListener('abort', cut, { once: true })
}

function isIterator(value: object): value is ObservableStream & AsyncIterator<unknown> {
  return 'next' in value && typeof value.next === 'function'
}
