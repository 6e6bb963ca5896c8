import { describe, expect, it } from 'vitest'
import { collectGarbageUntil } from './garbage.ts'
import { fake, HELLO, useMetered } from './metered.ts'

const metered = useMetered()

const PARAMS = { model: 'gpt-4o', messages: HELLO, max_completion_tokens: 50 } as const
const LOST = {
  'costspan.attempts.unobserved': 1,
  'costspan.attempts.max_input_tokens': expect.any(Number),
  'costspan.attempts.max_output_tokens': 50,
}

/** Each makes a call and returns with nothing of it in hand. */
const DROPPED: readonly (readonly [name: string, call: () => Promise<void>, attributes: object])[] = [
  [
    'a stream that is never read',
    async () => {
      await metered.openai.chat.completions.create({ ...PARAMS, stream: true })
    },
    LOST,
  ],
  [
    'a stream whose reader stops calling next()',
    async () => {
      const stream = await metered.openai.chat.completions.create(
        { ...PARAMS, stream: true },
        fake({ text: 'one two six', chunks: 3 }),
      )
      const iterator = stream[Symbol.asyncIterator]()
      await iterator.next()
      await iterator.next()
    },
    { ...LOST, 'gen_ai.usage.input_tokens': 8, 'gen_ai.usage.output_tokens': 1, 'costspan.usage.estimated': true },
  ],
  [
    'a raw response that is never read',
    async () => {
      await metered.openai.chat.completions.create(PARAMS).asResponse()
    },
    LOST,
  ],
  [
    'a promise that is never awaited',
    async () => {
      void metered.openai.chat.completions.create(PARAMS)
      await metered.provider.received(1)
      await metered.provider.idle()
    },
    LOST,
  ],
]

describe('a call that the application drops', () => {
  it.each(DROPPED)('is a span once it is collected: %s', async (_, call, expected) => {
    await call()
    await collectGarbageUntil(async () => (await metered.finishedSpans()).length > 0)

    expect((await metered.onlySpan()).attributes).toMatchObject(expected)
  })

  it('is not taken for dropped while its stream is being read', async () => {
    const iterator = await (async () => {
      const stream = await metered.openai.chat.completions.create(
        { ...PARAMS, stream: true },
        fake({ text: 'one two six', chunks: 3 }),
      )
      return stream[Symbol.asyncIterator]()
    })()
    await iterator.next()
    let rounds = 0
    await collectGarbageUntil(async () => ++rounds === 20)
    expect(await metered.finishedSpans()).toEqual([])

    while ((await iterator.next()).done !== true);
    const { attributes } = await metered.onlySpan()
    expect(attributes).toMatchObject({ 'gen_ai.usage.output_tokens': 3 })
    expect(attributes).not.toHaveProperty('costspan.attempts.unobserved')
  })
})
