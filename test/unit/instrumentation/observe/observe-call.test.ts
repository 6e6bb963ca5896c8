import OpenAI, { APIPromise } from 'openai'
import { describe, expect, it } from 'vitest'
import { onceAndNeverThrowing } from '../../../../packages/instrumentation/src/observe/call-observer.ts'
import { observeCall } from '../../../../packages/instrumentation/src/observe/observe-call.ts'
import { collectGarbageUntil } from '../garbage.ts'
import { collect, rejection } from '../metered.ts'
import { recordingObserver } from './recording-observer.ts'

const ANSWER = { id: 'chatcmpl-1', choices: [], usage: { prompt_tokens: 20, completion_tokens: 10 } }

/** A promise that the SDK itself made, of an answer that comes without a network. */
function apiPromise(status = 200): APIPromise<unknown> {
  const client = new OpenAI({
    apiKey: 'key',
    maxRetries: 0,
    fetch: () => Promise.resolve(Response.json(ANSWER, { status })),
  })
  return client.chat.completions.create({ model: 'gpt-4o', messages: [] })
}

describe('observeCall', () => {
  it('gives back the very promise of the SDK, and hears its answer once', async () => {
    const observer = recordingObserver()
    const promise = apiPromise()

    expect(observeCall(promise, observer)).toBe(promise)
    expect(promise).toBeInstanceOf(APIPromise)
    const [first, second] = [await promise, await promise]
    expect(first).toBe(second)
    expect(observer.ends).toEqual([{ reason: 'completed', result: first }])
  })

  it('reads nothing that the application does not read', async () => {
    const observer = recordingObserver()
    const promise = observeCall(apiPromise(), observer)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(observer.ends).toEqual([])

    const response = await promise.asResponse()
    expect(response.bodyUsed).toBe(false)
  })

  it('hears of a rejection, which stays what it is', async () => {
    const observer = recordingObserver()
    const error = await rejection(observeCall(apiPromise(400), observer))

    expect(error).toBeInstanceOf(OpenAI.BadRequestError)
    expect(observer.ends).toEqual([{ reason: 'failed', error }])
  })

  it('tells both observers of a promise that is observed twice', async () => {
    const [one, other] = [recordingObserver(), recordingObserver()]
    const promise = observeCall(observeCall(apiPromise(), one), other)

    const result = await promise
    expect([one.ends, other.ends]).toEqual([[{ reason: 'completed', result }], [{ reason: 'completed', result }]])
  })

  it.each([
    ['an answer', 200],
    ['a rejection', 400],
  ])('tells an observer of %s that came before it', async (_, status) => {
    const [one, other] = [recordingObserver(), recordingObserver()]
    const promise = observeCall(apiPromise(status), one)
    await promise.catch(() => {})

    await observeCall(promise, other).catch(() => {})
    expect(one.ends.length).toBe(1)
    expect(other.ends).toEqual(one.ends)
  })

  it('ends the call of an observer that comes when the response has been taken, once the promise is dropped', async () => {
    const [one, other] = [recordingObserver(), recordingObserver()]
    await (async () => {
      const promise = observeCall(apiPromise(), one)
      await (await promise.asResponse()).json()
      void observeCall(promise, other)
    })()
    await collectGarbageUntil(async () => other.ends.length > 0)
    expect(other.ends).toEqual([{ reason: 'raw-response' }])
  })

  it('shows nothing of itself on a promise, and leaves those of other calls alone', async () => {
    const observer = recordingObserver()
    const [observed, bare] = [observeCall(apiPromise(), observer), apiPromise()]

    expect(Reflect.ownKeys(observed)).toEqual(Reflect.ownKeys(bare))
    expect(await bare).toEqual(ANSWER)
    expect(await (await apiPromise().asResponse()).json()).toEqual(ANSWER)
    expect(observer.ends).toEqual([])
    await observed
  })

  it('observes promises of an SDK whose classes are frozen', async () => {
    const observer = recordingObserver()
    const frozen = Object.freeze(
      Object.create(APIPromise.prototype, Object.getOwnPropertyDescriptors(APIPromise.prototype)),
    )
    const promise = Object.setPrototypeOf(apiPromise(), frozen) as APIPromise<unknown>

    const result = await observeCall(promise, observer)
    expect(observer.ends.at(-1)).toEqual({ reason: 'completed', result })
  })

  it('leaves a frozen promise as it is, and ends the call unseen', async () => {
    const observer = onceRecording()
    const promise = Object.freeze(apiPromise())

    expect(observeCall(promise, observer.guarded)).toBe(promise)
    expect(await (await promise.asResponse()).json()).toEqual(ANSWER)
    expect(observer.ends).toEqual([{ reason: 'raw-response' }])
  })

  it('hears the answer of a promise that gives itself as the one derived from it, as a mock may', async () => {
    const observer = recordingObserver()
    const promise = apiPromise()
    promise._thenUnwrap = () => promise as never

    const result = await observeCall(promise, observer)._thenUnwrap(() => 'derived')
    expect(observer.ends).toEqual([{ reason: 'completed', result }])
  })

  it('leaves a frozen stream as it is, and ends the call unseen', async () => {
    const observer = onceRecording()
    const stream = Object.freeze({ [Symbol.asyncIterator]: () => numbers() })

    expect(await collect(await observeCall(Promise.resolve(stream), observer.guarded))).toEqual([1, 2, 3])
    expect(observer.ends).toEqual([{ reason: 'raw-response' }])
  })

  it('survives an answer that throws when it is looked at', async () => {
    const observer = onceRecording()
    const strange = new Proxy(
      {},
      {
        has: () => {
          throw new RangeError('do not look')
        },
      },
    )
    expect(Object.is(await observeCall(Promise.resolve(strange), observer.guarded), strange)).toBe(true)
    expect(observer.ends).toEqual([{ reason: 'raw-response' }])
  })

  it.each([null, undefined, 0, '', 'text', 42, { answer: true }])(
    'takes a value that is no promise for the answer: %j',
    (value) => {
      const observer = recordingObserver()

      expect(observeCall(value, observer)).toBe(value)
      expect(observer.ends).toEqual([{ reason: 'completed', result: value }])
    },
  )

  it('is not stopped by an observer that throws', async () => {
    const problems: unknown[] = []
    const fail = (): never => {
      throw new RangeError('observer')
    }
    const observer = onceAndNeverThrowing({ onItem: fail, onEnd: fail }, (problem) => problems.push(problem))

    expect(await observeCall(apiPromise(), observer)).toMatchObject({ id: 'chatcmpl-1' })
    expect(problems).toEqual([new RangeError('observer')])
    const streaming = onceAndNeverThrowing({ onItem: fail, onEnd: fail }, (problem) => problems.push(problem))
    expect(await collect(observeCall(numbers(), streaming))).toEqual([1, 2, 3])
    expect(problems).toHaveLength(5)
  })
})

async function* numbers(): AsyncGenerator<number> {
  yield 1
  yield 2
  yield 3
}

/** A recording observer behind the guard that every call has. */
function onceRecording(): ReturnType<typeof recordingObserver> & { guarded: ReturnType<typeof onceAndNeverThrowing> } {
  const observer = recordingObserver()
  const guarded = onceAndNeverThrowing(observer, (problem) => {
    throw new Error('the observer failed', { cause: problem })
  })
  return { ...observer, guarded }
}
