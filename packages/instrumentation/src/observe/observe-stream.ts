import { abandonedWhenCollected } from './abandoned.ts'
import { type CallObserver, watchIfPossible } from './call-observer.ts'
import { observeReadableStream } from './observe-readable-stream.ts'
import { replaceMethod } from './replace-method.ts'

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
  const reading: Reading = { signal: stream.controller?.signal, waiting: 0, reader: undefined }
  const observed = (iterator: AsyncIterator<unknown>): AsyncIterator<unknown> => {
    streamOfIterator.set(iterator, stream)
    watchIfPossible(observer, () => observeIterator(iterator, observer, reading))
    return iterator
  }
  if (isIterator(stream)) {
    observeIterator(stream, observer, reading)
  } else if (typeof stream.iterator === 'function') {
    const make = stream.iterator
    replaceMethod(stream, 'iterator', () => observed(make.call(stream)))
  } else {
    const make = stream[Symbol.asyncIterator]
    replaceMethod(stream, Symbol.asyncIterator, () => observed(make.call(stream)))
  }
  if (stream instanceof ReadableStream) observeReadableStream(stream, observer, observeStream)
  endWhenAborted(reading, observer)
  abandonedWhenCollected(stream, observer, 'stream-cut')
}

/** Where the reader of one stream is. */
interface Reading {
  readonly signal: AbortSignal | undefined
  /** How many items the reader waits for: it may ask for the next one before it has the last. */
  waiting: number
  /** Stands for the first iterator that was read; any other finds the stream consumed, which says nothing of the call. */
  reader: object | undefined
}

/** Keeps a stream alive while its iterator is, so that a stream which is still being read never counts as abandoned. */
const streamOfIterator = new WeakMap<AsyncIterator<unknown>, ObservableStream>()

/**
 * Replaces `next`, `return` and `throw` on the iterator itself, so that what is iterated stays the SDK's own generator.
 * Promise callbacks instead of `await` keep the added time per chunk near nothing.
 */
function observeIterator(iterator: AsyncIterator<unknown>, observer: CallObserver, reading: Reading): void {
  const { next, return: close, throw: raise } = iterator
  const self = {}

  const onStep = (step: IteratorResult<unknown>): IteratorResult<unknown> | Promise<IteratorResult<unknown>> => {
    reading.waiting -= 1
    if (step.done === true) {
      // An aborted SDK stream ends as if it were complete.
      observer.onEnd({ reason: reading.signal?.aborted === true ? 'stream-cut' : 'stream-completed' })
      return step
    }
    return observer.onItem(step.value) === 'hide' ? iterator.next() : step
  }
  const onError = (error: unknown): never => {
    reading.waiting -= 1
    observer.onEnd({ reason: 'failed', error })
    throw error
  }

  const leave = (): void => {
    if ((reading.reader ?? self) === self) observer.onEnd({ reason: 'stream-cut' })
  }

  replaceMethod(iterator, 'next', (...args) => {
    reading.reader ??= self
    if (reading.reader !== self) return next.apply(iterator, args)
    reading.waiting += 1
    return next.apply(iterator, args).then(onStep, onError)
  })
  if (close) {
    replaceMethod(iterator, 'return', (value: unknown) => {
      leave()
      return close.call(iterator, value)
    })
  }
  if (raise) {
    replaceMethod(iterator, 'throw', (error: unknown) => {
      leave()
      return raise.call(iterator, error)
    })
  }
}

/**
 * A stream that is aborted while nobody reads it gives no other sign. While a reader waits, its iterator tells the end, and
 * tells it better: an SDK aborts its own stream when it meets an error in it.
 */
function endWhenAborted(reading: Reading, observer: CallObserver): void {
  const { signal } = reading
  const cut = (): void => {
    if (reading.waiting === 0) observer.onEnd({ reason: 'stream-cut' })
  }
  if (signal?.aborted === true) cut()
  else signal?.addEventListener('abort', cut, { once: true })
}

function isIterator(value: object): value is ObservableStream & AsyncIterator<unknown> {
  return 'next' in value && typeof value.next === 'function'
}
