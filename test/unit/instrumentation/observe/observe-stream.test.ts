import { setImmediate as turn } from 'node:timers/promises'
import { Stream } from 'openai/streaming'
import { describe, expect, it } from 'vitest'
import { onceAndNeverThrowing } from '../../../../packages/instrumentation/src/observe/call-observer.ts'
import { observeCall } from '../../../../packages/instrumentation/src/observe/observe-call.ts'
import { collectGarbageUntil } from '../garbage.ts'
import { collect, rejection } from '../metered.ts'
import { type RecordingObserver, recordingObserver } from './recording-observer.ts'

const never = (problem: unknown): never => {
  throw new Error('the observer failed', { cause: problem })
}

/** A stream of the SDK over `items`; an error among them is thrown, and the SDK then aborts its controller. */
function sdkStream(items: readonly unknown[]): Stream<unknown> {
  const wire = items.map((item) =>
    item instanceof Error ? 'data: {"error":{"message":"broken"}}' : `data: ${JSON.stringify(item)}`,
  )
  const body = [...wire, 'data: [DONE]'].map((event) => `${event}\n\n`).join('')
  return Stream.fromSSEResponse(new Response(body), new AbortController())
}

function observed(
  items: readonly unknown[],
  observer: RecordingObserver = recordingObserver(),
): { stream: Stream<unknown>; observer: RecordingObserver } {
  const stream = sdkStream(items)
  observeCall(stream, onceAndNeverThrowing(observer, never))
  return { stream, observer }
}

describe('a stream that is observed', () => {
  it('hands over every item in order, and ends once', async () => {
    const { stream, observer } = observed([1, 2, 3])

    expect(await collect(stream)).toEqual([1, 2, 3])
    expect(observer).toMatchObject({ items: [1, 2, 3], ends: [{ reason: 'stream-completed' }] })
  })

  it('keeps a hidden item from the application, in any place', async () => {
    for (const hidden of [1, 2, 3]) {
      const { stream, observer } = observed(
        [1, 2, 3],
        recordingObserver((item) => item === hidden),
      )

      expect(await collect(stream)).toEqual([1, 2, 3].filter((item) => item !== hidden))
      expect(observer.items).toEqual([1, 2, 3])
    }
  })

  it('that is read twice tells the second reader what the SDK tells, and us nothing', async () => {
    const { stream, observer } = observed([1, 2, 3])
    await collect(stream)

    expect(await rejection(collect(stream))).toBeInstanceOf(Error)
    expect(observer.ends).toEqual([{ reason: 'stream-completed' }])
  })

  it('is not ended by a second reader while the first still reads', async () => {
    const { stream, observer } = observed([1, 2, 3])
    const first = stream[Symbol.asyncIterator]()
    expect(await first.next()).toEqual({ done: false, value: 1 })
    expect(await rejection(collect(stream))).toBeInstanceOf(Error)
    expect(observer.ends).toEqual([])

    await first.next()
    await first.next()
    await first.next()
    expect(observer).toMatchObject({ items: [1, 2, 3], ends: [{ reason: 'stream-completed' }] })
  })

  it('answers several next() that were called ahead, in order', async () => {
    const { stream, observer } = observed([1, 2, 3])
    const iterator = stream[Symbol.asyncIterator]()
    const steps = await Promise.all([iterator.next(), iterator.next(), iterator.next(), iterator.next()])

    expect(steps.map(({ value }) => value as unknown)).toEqual([1, 2, 3, undefined])
    expect(observer).toMatchObject({ items: [1, 2, 3], ends: [{ reason: 'stream-completed' }] })
  })

  it('names the error also when next() was called ahead of it', async () => {
    const { stream, observer } = observed([1, new Error('broken')])
    const iterator = stream[Symbol.asyncIterator]()
    const [first, second] = await Promise.allSettled([iterator.next(), iterator.next()])

    expect(first).toMatchObject({ status: 'fulfilled', value: { value: 1 } })
    expect(stream.controller.signal.aborted).toBe(true)
    expect(observer.ends).toEqual([
      { reason: 'failed', error: second.status === 'rejected' ? (second.reason as unknown) : undefined },
    ])
  })

  it('is heard once through tee()', async () => {
    const { stream, observer } = observed([1, 2, 3])
    const [left, right] = stream.tee()

    expect(await Promise.all([collect(left), collect(right)])).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    expect(observer).toMatchObject({ items: [1, 2, 3], ends: [{ reason: 'stream-completed' }] })
  })

  it('is heard through toReadableStream(), which cancels it too', async () => {
    const whole = observed([1, 2, 3])
    expect(await new Response(whole.stream.toReadableStream()).text()).toBe('1\n2\n3\n')
    expect(whole.observer.ends).toEqual([{ reason: 'stream-completed' }])

    const cut = observed([1, 2, 3])
    const reader = cut.stream.toReadableStream().getReader()
    await reader.read()
    await reader.cancel()
    expect(cut.observer.ends).toEqual([{ reason: 'stream-cut' }])
  })

  it('that is aborted before anybody reads it is cut, by the next turn of the event loop', async () => {
    const { stream, observer } = observed([1, 2, 3])
    stream.controller.abort()
    await turn()

    expect(observer.ends).toEqual([{ reason: 'stream-cut' }])
  })

  it('that is aborted while nobody reads it is cut at once, when it has lasted for a turn', async () => {
    const { stream, observer } = observed([1, 2, 3])
    await turn()
    expect(observer.ends).toEqual([])
    stream.controller.abort()

    expect(observer.ends).toEqual([{ reason: 'stream-cut' }])
  })

  it('and was read to its end is let go of, though the application keeps the signal that could have aborted it', async () => {
    let isCollected = false
    const registry = new FinalizationRegistry(() => {
      isCollected = true
    })
    const readToEnd = async (): Promise<AbortController> => {
      const { stream, observer } = observed([1, 2, 3])
      await turn()
      for await (const _ of stream);
      registry.register(observer, undefined)
      return stream.controller
    }
    const controller = await readToEnd()
    await collectGarbageUntil(() => Promise.resolve(isCollected))

    expect(controller.signal.aborted).toBe(false)
  })

  it('may say strange things of its controller at the end, which change nothing for its reader', async () => {
    const observer = recordingObserver()
    let asked = 0
    const strange = Object.defineProperty(numbers(), 'controller', {
      get: () => {
        if (++asked > 1) throw new Error('asked too often')
        return undefined
      },
    })
    observeCall(strange, onceAndNeverThrowing(observer, never))

    expect(await collect(strange)).toEqual([1, 2, 3])
    expect(observer.ends).toEqual([{ reason: 'stream-completed' }])
  })
})

describe('an iterable that is no stream of an SDK', () => {
  it('may have an iterator without return() and throw()', async () => {
    const observer = recordingObserver()
    let at = 0
    const bare = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: at === 3, value: ++at }) }),
    } as AsyncIterable<number>
    observeCall(bare, onceAndNeverThrowing(observer, never))
    for await (const item of bare) if (item === 2) break

    expect(observer).toMatchObject({ items: [1, 2], ends: [] })
    expect(await collect(bare)).toEqual([3])
  })

  it('may have a frozen iterator', async () => {
    const observer = recordingObserver()
    const frozen = {
      [Symbol.asyncIterator]() {
        let at = 0
        return Object.freeze({ next: () => Promise.resolve({ done: at === 2, value: ++at }) })
      },
    } as AsyncIterable<number>
    observeCall(frozen, onceAndNeverThrowing(observer, never))

    expect(await collect(frozen)).toEqual([1, 2])
    expect(observer.ends).toEqual([{ reason: 'raw-response' }])
  })

  it('may be its own iterator, asked for twice', async () => {
    const observer = recordingObserver()
    const generator = (async function* () {
      yield 1
      yield 2
    })()
    observeCall(generator, onceAndNeverThrowing(observer, never))
    generator[Symbol.asyncIterator]()

    expect(await collect(generator)).toEqual([1, 2])
    expect(observer).toMatchObject({ items: [1, 2], ends: [{ reason: 'stream-completed' }] })
  })

  it('is not taken for dropped while its iterator is held, though nobody holds the iterable', async () => {
    const { iterator, observer } = (() => {
      const observer = recordingObserver()
      const iterable = { [Symbol.asyncIterator]: () => numbers() }
      observeCall(iterable, onceAndNeverThrowing(observer, never))
      return { iterator: iterable[Symbol.asyncIterator](), observer }
    })()
    await iterator.next()
    let rounds = 0
    await collectGarbageUntil(() => Promise.resolve(++rounds === 10))
    expect(observer.ends).toEqual([])

    expect(await iterator.next()).toEqual({ done: false, value: 2 })
    await iterator.return(undefined)
    expect(observer.ends).toEqual([{ reason: 'stream-cut' }])
  })
})

async function* numbers(): AsyncGenerator<number> {
  yield 1
  yield 2
  yield 3
}
