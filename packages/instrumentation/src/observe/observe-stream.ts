import { abandonedWhenCollected, notAbandoned, type Watch } from './abandoned.ts'
import type { CallEnd, CallObserver } from './call-observer.ts'
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
  const reading: Reading = { observer, waiting: 0, hasReader: false, watch: undefined }
  const observed = (iterator: AsyncIterator<unknown>): AsyncIterator<unknown> => {
    try {
      observeIterator(iterator, stream, reading)
    } catch {
      // What cannot be watched, such as a frozen iterator, is read where we do not see it.
      end(reading, { reason: 'raw-response' })
    }
    return iterator
  }
  if (isIterator(stream)) {
    observeIterator(stream, stream, reading)
  } else if (typeof stream.iterator === 'function') {
    const make = stream.iterator
    replaceMethod(stream, 'iterator', () => observed(make.call(stream)))
  } else {
    const make = stream[Symbol.asyncIterator]
    replaceMethod(stream, Symbol.asyncIterator, () => observed(make.call(stream)))
  }
  if (stream instanceof ReadableStream) observeReadableStream(stream, observer, observeStream)
  watchUnread(stream, observer, reading)
}

/**
 * Where the reader of one stream is. It holds neither the stream nor its iterators, because what tells of an abort holds it, and
 * an application may have one signal for all its life.
 */
interface Reading {
  /** Gone when the call has ended. */
  observer: CallObserver | undefined
  /** How many items the reader waits for: it may ask for the next one before it has the last. */
  waiting: number
  /** Whether an iterator was read. Any other finds the stream consumed, which says nothing of the call. */
  hasReader: boolean
  watch: Watch | undefined
}

/**
 * Replaces `next`, `return` and `throw` on the iterator itself, so that what is iterated stays the SDK's own generator.
 *
 * For each item there is one promise callback, because `await` would allocate four times as much. The functions here keep
 * `stream` alive while the iterator is, so that a stream which is still being read never counts as abandoned.
 */
function observeIterator(iterator: AsyncIterator<unknown>, stream: ObservableStream, reading: Reading): void {
  const { next, return: close, throw: raise } = iterator
  let isReader = false

  const onStep = (step: IteratorResult<unknown>): IteratorResult<unknown> | Promise<IteratorResult<unknown>> => {
    reading.waiting -= 1
    if (step.done === true) {
      end(reading, { reason: isAborted(stream) ? 'stream-cut' : 'stream-completed' })
      return step
    }
    return reading.observer?.onItem(step.value) === 'hide' ? iterator.next() : step
  }
  const onError = (error: unknown): never => {
    reading.waiting -= 1
    end(reading, { reason: 'failed', error })
    throw error
  }
  const leave = (): void => {
    if (isReader || !reading.hasReader) end(reading, CUT)
  }

  replaceMethod(iterator, 'next', (value?: unknown) => {
    if (!isReader) {
      if (reading.hasReader) return next.call(iterator, value)
      isReader = reading.hasReader = true
    }
    reading.waiting += 1
    return (value === undefined ? next.call(iterator) : next.call(iterator, value)).then(onStep, onError)
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

const CUT: CallEnd = { reason: 'stream-cut' }

function end(reading: Reading, how: CallEnd): void {
  const { observer, watch } = reading
  if (observer === undefined) return
  reading.observer = undefined
  if (watch !== undefined) notAbandoned(watch)
  observer.onEnd(how)
}

/** An aborted SDK stream ends as if it were complete. What a stream of the application's own says is its own business. */
function isAborted(stream: ObservableStream): boolean {
  try {
    return stream.controller?.signal.aborted === true
  } catch {
    return false
  }
}

/**
 * A stream that is dropped gives no sign, and one that is aborted while nobody reads it no other than its signal. While a reader
 * waits, its iterator tells the end, and tells it better: an SDK aborts its own stream when it meets an error in it. To listen
 * costs as much as all else here, so that it begins with the next turn of the event loop.
 */
function watchUnread(stream: ObservableStream, observer: CallObserver, reading: Reading): void {
  const signal = stream.controller?.signal
  const listen = (): void => {
    const onAbort = (): void => {
      if (reading.waiting === 0) end(reading, CUT)
    }
    if (signal?.aborted === true) onAbort()
    else signal?.addEventListener('abort', onAbort, { once: true })
  }
  reading.watch = abandonedWhenCollected(stream, observer, 'stream-cut', listen)
}

function isIterator(value: object): value is ObservableStream & AsyncIterator<unknown> {
  return 'next' in value && typeof value.next === 'function'
}
