import { type AnswerStore, createMemoryAnswerStore } from '@costspan/guard'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { cached, completion } from './cached.ts'

const HUNDRED = Array.from({ length: 100 })

/** An answer that comes when it is told to. */
function held(): { readonly answer: () => Promise<Response>; readonly release: (response: Response) => void } {
  let release: (response: Response) => void = () => {}
  const promise = new Promise<Response>((resolve) => (release = resolve))
  return { answer: () => promise, release: (response) => release(response) }
}

describe('calls that ask the same at the same time', () => {
  it('C4: are made once and paid once, a hundred of them', async () => {
    const { words, calls, guard } = cached()
    expect(new Set(await Promise.all(HUNDRED.map(() => words())))).toEqual(new Set(['answer 1']))
    expect([calls(), guard.asked.length, guard.settled.length]).toEqual([1, 1, 1])
  })

  it('C4: are made once, whether they ask for a stream or not', async () => {
    const { words, calls } = cached()
    const answers = await Promise.all(HUNDRED.map((_, index) => words({ body: { stream: index % 2 === 1 } })))
    expect([new Set(answers), calls()]).toEqual([new Set(['answer 1']), 1])
  })

  it('are not failed by the one that goes: another one goes, and the rest have its answer', async () => {
    const { ask, calls, next } = cached()
    next(() => Response.json({ error: { message: 'overloaded' } }, { status: 503 }))
    const statuses = HUNDRED.map(async () => {
      const answer = await ask()
      await answer.text()
      return answer.status
    })
    expect([(await Promise.all(statuses)).filter((status) => status === 200).length, calls()]).toEqual([99, 2])
  })

  it('wait for no more than two that fail, one after the other, and then go all at once', async () => {
    const { ask, calls, next } = cached()
    const failure = (): Response => Response.json({ error: { message: 'overloaded' } }, { status: 503 })
    next(failure, failure)
    const last = held()
    next(...HUNDRED.slice(2).map(() => last.answer))
    const asked = HUNDRED.map(() => ask())
    await expect.poll(calls).toBe(100)
    last.release(completion({ content: 'answer' }))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 503).length).toBe(2)
  })

  it('are not failed by one whose connection breaks, or that is refused by a budget', async () => {
    const { ask, words, calls, next, guard } = cached()
    next(() => Promise.reject(new TypeError('fetch failed')))
    const broken = await Promise.allSettled([words(), words(), words()])
    expect([broken.map(({ status }) => status), calls()]).toEqual([['rejected', 'fulfilled', 'fulfilled'], 2])
    guard.limitNanoUsd = 0n
    const refused = await Promise.all(HUNDRED.map(() => ask({ vary: { other: 'question' } })))
    expect([new Set(refused.map(({ status }) => status)), calls()]).toEqual([new Set([429]), 2])
  })

  it('go by themselves, all at once, where the answer of the first is not to be kept', async () => {
    const { words, calls, next } = cached()
    next(() => completion({ content: 'cut off' }, false, 'length'))
    const answers = await Promise.all([words(), words(), words(), words()])
    expect([answers[0], new Set(answers).size, calls()]).toEqual(['cut off', 4, 4])
  })

  it('leave the wait when they are aborted, and the others have the answer all the same', async () => {
    const { ask, words, calls, next } = cached()
    const first = held()
    next(first.answer)
    const leader = words()
    const leaving = new AbortController()
    const impatient = ask({ signal: leaving.signal })
    const patient = words()
    await new Promise(setImmediate)
    leaving.abort()
    // It goes on to a fetch that rejects as it always does; the one here looks at no signal.
    await impatient
    first.release(completion({ content: 'answer' }))
    expect([await leader, await patient, calls()]).toEqual(['answer', 'answer', 2])
  })

  it('wait no longer than they are to, and go by themselves', async () => {
    const { words, next, calls } = cached({ waitMillis: 20 })
    const first = held()
    next(first.answer)
    const leader = words()
    expect([await words(), calls()]).toEqual(['answer 2', 2])
    first.release(completion({ content: 'late' }))
    expect(await leader).toBe('late')
  })

  it('do not wait for an answer that lies unread, which may be read only after theirs', async () => {
    const { ask, words, calls } = cached()
    const unread = await ask({ body: { stream: true } })
    expect([await words(), await unread.text().then((text) => text.includes('answer 1')), calls()]).toEqual([
      'answer 2',
      true,
      2,
    ])
  })

  it('go on when a stream is left before its end, whose answer nobody can keep', async () => {
    const { ask, words, calls, next } = cached()
    const encoder = new TextEncoder()
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) =>
        controller.enqueue(encoder.encode('data: {"id":"a","choices":[{"index":0,"delta":{"content":"one"}}]}\n\n')),
    })
    next(() => new Response(endless, { headers: { 'content-type': 'text/event-stream' } }))
    const left = await ask({ body: { stream: true } })
    const second = words()
    const reader = left.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect([await second, calls()]).toEqual(['answer 2', 2])
  })

  it('leave no clock behind when they come after the answer, and before it is kept', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const memory = createMemoryAnswerStore()
    let release = (): void => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    const set: AnswerStore['set'] = (...entry) => released.then(() => memory.set(...entry))
    const { words, calls } = cached({ store: { ...memory, set } })
    expect([await words(), await words(), calls(), vi.getTimerCount()]).toEqual(['answer 1', 'answer 1', 1, 0])
    release()
  })
})

describe('a store that processes share', () => {
  it('has no claim of a process that could not read it, for which the others would wait', async () => {
    const memory = createMemoryAnswerStore()
    let now = Date.now()
    let reads = 0
    // The second reading is the one that follows the claim.
    const get: AnswerStore['get'] = (key) => ((reads += 1) === 2 ? Promise.reject(new Error('down')) : memory.get(key))
    const { words } = cached({ store: { ...memory, isShared: true, get }, now: () => now })
    await words()
    now += 1_001
    expect([await words(), await words()]).toEqual(['answer 2', 'answer 2'])
  })
})
