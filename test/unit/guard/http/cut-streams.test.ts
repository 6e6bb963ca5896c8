import { startFakeProvider } from '@costspan-test/fake-provider'
import { describe, expect, it } from 'vitest'
import { collectedUntil } from './collected-until.ts'
import { fake, HELLO, rejection, useGuarded } from './guarded.ts'

const guarded = useGuarded()
const TEXT = 'one two three four five six seven eight nine ten eleven twelve'
/** Slow enough that what was not read has not been sent. */
const SLOWLY = fake({ text: TEXT, chunkDelayMillis: 2 })
const openaiStream = { model: 'gpt-4o', messages: HELLO, stream: true } as const
const anthropicStream = { model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO, stream: true } as const

const PROVIDERS = [
  ['openai chat', () => guarded.openai.chat.completions.create(openaiStream, SLOWLY)],
  ['openai responses', () => guarded.openai.responses.create({ model: 'gpt-4o', input: TEXT, stream: true }, SLOWLY)],
  ['anthropic', () => guarded.anthropic.messages.create(anthropicStream, SLOWLY)],
] as const

describe('a stream that does not come to its end', () => {
  it.each(PROVIDERS)(
    'X1: of %s is booked for its input and for what came, when the application leaves it',
    async (_name, call) => {
      const stream: AsyncIterable<unknown> = await call()
      let items = 0
      for await (const item of stream) {
        expect(item).toBeDefined()
        if (++items === 6) break
      }
      await guarded.guard.idle()
      const [settlement] = guarded.guard.settled
      const whole = guarded.guard.asked[0]?.estimate.nanoUsd ?? 0n
      expect(settlement).toMatchObject({ outcome: 'estimated' })
      expect(settlement?.inputTokens).toBeGreaterThan(0)
      expect(settlement?.nanoUsd).toBeGreaterThan(0n)
      expect(settlement?.nanoUsd).toBeLessThan(whole)
    },
  )

  it('X1: is left at the provider too, which stops to generate', async () => {
    const stream = await guarded.openai.chat.completions.create(openaiStream, SLOWLY)
    for await (const _chunk of stream) break
    await guarded.provider.idle()
    expect(guarded.provider.requests[0]?.delivery?.outcome).toBe('client_closed')
  })

  it('X3: is booked when the application throws while it reads', async () => {
    const reading = async (): Promise<void> => {
      for await (const _chunk of await guarded.openai.chat.completions.create(openaiStream)) throw new Error('mine')
    }
    expect(await rejection(reading())).toEqual(new Error('mine'))
    await guarded.guard.idle()
    expect(guarded.guard.settled).toMatchObject([{ outcome: 'estimated' }])
  })

  it('X4: is booked when the connection breaks in the middle, with the error that there always was', async () => {
    const read = async (): Promise<void> => {
      const options = fake({ text: TEXT, cutAfterChunks: 4 })
      for await (const _chunk of await guarded.openai.chat.completions.create(openaiStream, options)) continue
    }
    expect(await rejection(read())).toBeInstanceOf(Error)
    await guarded.guard.idle()
    expect(guarded.guard.settled).toMatchObject([{ outcome: 'estimated' }])
  })

  it('X4: is booked when the provider sends an error event', async () => {
    const read = async (): Promise<void> => {
      const options = fake({ text: TEXT, errorAfterChunks: 4 })
      for await (const _event of await guarded.anthropic.messages.create(anthropicStream, options)) continue
    }
    expect(await rejection(read())).toBeInstanceOf(Error)
    await guarded.guard.idle()
    expect(guarded.guard.settled).toMatchObject([{ outcome: 'estimated' }])
  })

  it('X5: is sent as it was asked for, and read as it came: no usage is asked for or hidden', async () => {
    const items = []
    for await (const chunk of await guarded.openai.chat.completions.create(openaiStream)) items.push(chunk.usage)
    await guarded.guard.idle()
    expect(items.filter(Boolean)).toEqual([])
    expect(guarded.provider.requests[0]?.body).toEqual(openaiStream)
    expect(guarded.guard.settled).toMatchObject([{ outcome: 'estimated' }])
  })

  it('X7: leaves no hold behind, a thousand times', async () => {
    const abortOne = async (index: number): Promise<void> => {
      const aborting = new AbortController()
      const call = guarded.openai.chat.completions.create(openaiStream, {
        ...fake({ text: TEXT }),
        signal: aborting.signal,
      })
      // Before it is sent, while it is under way, and in the middle of its stream.
      if (index % 3 === 0) aborting.abort()
      if (index % 3 === 1) setImmediate(() => aborting.abort())
      await call.then(
        async (stream) => {
          for await (const _chunk of stream) aborting.abort()
        },
        () => {},
      )
    }
    for (let start = 0; start < 1_000; start += 50) {
      await Promise.allSettled(Array.from({ length: 50 }, (_, index) => abortOne(start + index)))
    }
    await guarded.guard.idle()
    expect(guarded.guard.heldNanoUsd).toBe(0n)
  })
})

describe('an answer that nobody reads', () => {
  it('X2: is booked for its input when it is collected, and its connection closed', async () => {
    const call = { ...openaiStream, max_completion_tokens: 10 }
    await (async () => void (await guarded.openai.chat.completions.create(call, SLOWLY).asResponse()))()
    expect(guarded.guard.heldNanoUsd).toBeGreaterThan(0n)
    await collectedUntil(guarded.guard.idle())
    expect(guarded.guard.settled).toMatchObject([{ outcome: 'estimated' }])
  })
})

describe('a request that brings no answer', () => {
  it.each([400, 401, 404, 429, 500, 503])('costs nothing with status %d', async (status) => {
    await rejection(guarded.openai.chat.completions.create({ model: 'gpt-4o', messages: HELLO }, fake({ status })))
    await guarded.guard.idle()
    expect(guarded.guard).toMatchObject({ released: 1, settled: [], spentNanoUsd: 0n, heldNanoUsd: 0n })
  })

  it('is booked at what was held for it when it was sent and given up, because it may be billed', async () => {
    const call = { model: 'gpt-4o', messages: HELLO, max_completion_tokens: 10 }
    await rejection(guarded.openai.chat.completions.create(call, { ...fake({ fault: 'never' }), timeout: 50 }))
    await guarded.guard.idle()
    expect(guarded.guard.settled).toMatchObject([{ outcome: 'unobserved', nanoUsd: undefined }])
    expect(guarded.guard.spentNanoUsd).toBe(guarded.guard.asked[0]?.estimate.nanoUsd)
  })

  it('costs nothing when no connection came about', async () => {
    const gone = await startFakeProvider()
    await gone.close()
    const nowhere = guarded.openai.withOptions({ baseURL: gone.openaiUrl })
    await rejection(nowhere.chat.completions.create({ model: 'gpt-4o', messages: HELLO }))
    await guarded.guard.idle()
    expect(guarded.guard).toMatchObject({ released: 1, settled: [] })
  })

  it('is held anew for each attempt of the SDK', async () => {
    const client = guarded.openai.withOptions({ maxRetries: 2 })
    const behaviour = fake({ attempts: [500, 429, 200], retryAfterMillis: 1 })
    await client.chat.completions.create({ model: 'gpt-4o', messages: HELLO }, behaviour)
    await guarded.guard.idle()
    expect(guarded.guard).toMatchObject({ released: 2, spentNanoUsd: guarded.provider.bill().totalNanoUsd })
    expect(guarded.guard.asked).toHaveLength(3)
  })
})
