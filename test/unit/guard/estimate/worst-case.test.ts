import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fake, HELLO, useGuarded } from '../http/guarded.ts'

const guarded = useGuarded()

/** What was held for the one call of a test, of which only the question matters. */
async function heldFor(
  call: Promise<unknown>,
): Promise<{ nanoUsd: bigint | undefined; inputTokens: number; outputTokens: number }> {
  await call.catch(() => {})
  await guarded.guard.idle()
  const { estimate } = guarded.guard.asked.at(-1) ?? {}
  if (estimate === undefined) throw new Error('nothing was asked')
  return estimate
}

const chat = (body: object): Promise<unknown> =>
  guarded.openai.chat.completions.create({ model: 'gpt-4o', messages: HELLO, ...body })

describe('the worst case of a call', () => {
  it('is its bytes at the dearest rate of input, and the output that it asks for at the dearest of output', async () => {
    const { nanoUsd, inputTokens, outputTokens } = await heldFor(chat({ max_completion_tokens: 100 }))
    const bytes = JSON.stringify(guarded.provider.requests[0]?.body).length
    // gpt-4o: 2.50 and 10.00 USD per million.
    expect({ nanoUsd, inputTokens, outputTokens }).toEqual({
      nanoUsd: BigInt(bytes) * 2_500n + 100n * 10_000n,
      inputTokens: bytes,
      outputTokens: 100,
    })
  })

  it('is all that the model can give where the call sets no limit', async () => {
    expect(await heldFor(chat({}))).toMatchObject({ outputTokens: 16_384 })
  })

  it.each([
    ['answers', { n: 3, max_completion_tokens: 100 }, 300],
    ['answers without a limit', { n: 2 }, 32_768],
    ['the bytes of a prediction', { max_completion_tokens: 100, prediction: { type: 'content', content: 'abc' } }, 134],
  ])('counts %s', async (_what, body, outputTokens) => {
    expect(await heldFor(chat(body))).toMatchObject({ outputTokens })
  })

  it.each([
    ['an output below zero', { max_completion_tokens: -1 }, 16_384],
    ['an output in words', { max_completion_tokens: 'many' }, 16_384],
    ['a part of a token', { max_completion_tokens: 99.5 }, 100],
    ['answers below zero', { n: -3, max_completion_tokens: 100 }, 16_384],
    ['answers without end', { n: 1e300, max_completion_tokens: 100 }, 1e9],
  ])('holds the most that may be meant by %s', async (_what, body, outputTokens) => {
    const { nanoUsd, ...held } = await heldFor(chat(body))
    expect(held.outputTokens).toBe(outputTokens)
    expect(nanoUsd).toBeGreaterThanOrEqual(BigInt(outputTokens) * 10_000n)
  })

  it('never holds less than nothing for what costs by the piece', async () => {
    const held = (maxUses: unknown): Promise<{ nanoUsd: bigint | undefined }> => {
      const tools = [{ type: 'web_search_20250305' as const, name: 'web_search' as const, max_uses: maxUses as number }]
      return heldFor(guarded.anthropic.messages.create({ ...message, model: 'claude-haiku-4-5', tools }))
    }
    const [ten, two] = [(await held(10)).nanoUsd, (await held(2)).nanoUsd]
    expect([(await held(-1_000)).nanoUsd, (await held(1.5)).nanoUsd]).toEqual([ten, two])
    expect(ten).toBeGreaterThan(two ?? 0n)
  })

  it('counts each of the answers that Gemini is asked for', async () => {
    const url = `${guarded.provider.url}/v1beta/models/gemini-2.5-flash:generateContent`
    const ask = (generationConfig: object): ReturnType<typeof heldFor> =>
      heldFor(
        guarded.fetch(url, {
          method: 'POST',
          body: JSON.stringify({ contents: [{ parts: [{ text: 'Hi' }] }], generationConfig }),
        }),
      )
    const [one, four, unlimited] = [
      await ask({ maxOutputTokens: 100 }),
      await ask({ maxOutputTokens: 100, candidateCount: 4 }),
      await ask({ candidateCount: 2 }),
    ]
    expect([one, four, unlimited].map(({ outputTokens }) => outputTokens)).toEqual([100, 400, 131_072])
  })

  it('counts all that a legacy completion tries for each prompt', async () => {
    const body = { model: 'gpt-3.5-turbo-instruct', prompt: ['a', 'b'], max_tokens: 10, best_of: 4 }
    // Its own parameter says ten tokens for each of `n` answers; all tries are billed.
    const { outputTokens } = await heldFor(guarded.openai.completions.create(body))
    expect(outputTokens).toBe(80)
  })

  it('prices a long context as such', async () => {
    const content = 'word '.repeat(60_000)
    const short = await heldFor(
      guarded.anthropic.messages.create({ ...message, messages: [{ role: 'user', content: 'a' }] }),
    )
    const long = await heldFor(guarded.anthropic.messages.create({ ...message, messages: [{ role: 'user', content }] }))
    // 6.00 USD is the dearest input up to 200,000 tokens, and 12.00 above; output goes from 15.00 to 22.50.
    expect(short.nanoUsd).toBe(BigInt(short.inputTokens) * 6_000n + 100n * 15_000n)
    expect(long.nanoUsd).toBe(BigInt(long.inputTokens) * 12_000n + 100n * 22_500n)
  })

  it('adds the tools of the provider that are billed by the call', async () => {
    const tools = [{ type: 'web_search_20250305' as const, name: 'web_search' as const, max_uses: 5 }]
    const ask = { ...message, model: 'claude-haiku-4-5' }
    const without = await heldFor(guarded.anthropic.messages.create(ask))
    const withTools = await heldFor(guarded.anthropic.messages.create({ ...ask, tools }))
    // What a search finds may fill the context, at 2.00 USD per million; five searches are 0.05 USD.
    const context = BigInt(200_000 - without.inputTokens) * 2_000n
    expect((withTools.nanoUsd ?? 0n) - (without.nanoUsd ?? 0n)).toBe(context + 50_000_000n)
  })

  it('counts a picture by what its model makes of it, and not by the bytes of its data', async () => {
    const url = `data:image/png;base64,${'A'.repeat(200_000)}`
    const messages = [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }]
    expect((await heldFor(chat({ messages }))).inputTokens).toBeLessThan(2_000)
  })

  it('counts what a request only refers to as the whole context of its model', async () => {
    const body = { model: 'gpt-4o', input: 'Go on', previous_response_id: 'resp_1' }
    expect(await heldFor(guarded.openai.responses.create(body))).toMatchObject({ inputTokens: 128_000 })
  })

  it('is unknown where the price is, and not nothing', async () => {
    expect(await heldFor(chat({ model: 'made-up-9' }))).toMatchObject({ nanoUsd: undefined })
  })

  it('is nothing for what is free', async () => {
    expect(
      await heldFor(guarded.openai.moderations.create({ model: 'omni-moderation-latest', input: 'a' })),
    ).toMatchObject({
      nanoUsd: 0n,
    })
  })

  it('is unknown for a paid path of a known host that is new to us, so that it is no way round the budget', async () => {
    const response = await guarded.fetch('https://api.openai.com/v1/dreams', {
      method: 'POST',
      body: '{"model":"gpt-4o"}',
    })
    expect({ status: response.status, asked: guarded.guard.asked.map(({ estimate }) => estimate.nanoUsd) }).toEqual({
      status: 429,
      asked: [undefined],
    })
  })

  it('is never below the bill, whatever is asked', async () => {
    const anyCall = fc.record({
      content: fc.oneof(fc.string({ maxLength: 2_000 }), fc.string({ unit: 'grapheme', maxLength: 500 })),
      model: fc.constantFrom('gpt-4o', 'gpt-4o-mini', 'gpt-5', 'gpt-5.4', 'o3'),
      output: fc.integer({ min: 1, max: 5_000 }),
      n: fc.integer({ min: 1, max: 3 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      tier: fc.constantFrom(undefined, 'priority' as const, 'auto' as const),
    })
    await fc.assert(
      fc.asyncProperty(anyCall, async ({ content, model, output, n, share, tier }) => {
        guarded.provider.reset()
        const body = { model, messages: [{ role: 'user' as const, content }], max_completion_tokens: output, n }
        const { nanoUsd } = await heldFor(
          guarded.openai.chat.completions.create(
            { ...body, ...(tier && { service_tier: tier }) },
            fake({ usage: { output: Math.floor(output * n * share) } }),
          ),
        )
        expect(nanoUsd ?? 0n).toBeGreaterThanOrEqual(guarded.provider.bill().totalNanoUsd)
      }),
      { numRuns: 100 },
    )
  })
})

const message = { model: 'claude-sonnet-4-5', max_tokens: 100, messages: HELLO }
