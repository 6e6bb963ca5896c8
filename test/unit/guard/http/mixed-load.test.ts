import { createCallGuard, createGuard, guardedFetch } from '@costspan/guard'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import Anthropic from '@anthropic-ai/sdk'
import fc from 'fast-check'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fake, HELLO } from './guarded.ts'

let provider: FakeProvider
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())

const message = { model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO }
const question = { model: 'gpt-4o', messages: HELLO, max_completion_tokens: 100 }

/** What an application may do with its calls, all of which the provider bills by what it tells. */
const ACTIONS = {
  whole: (openai: OpenAI) => openai.chat.completions.create(question),
  message: (_: OpenAI, anthropic: Anthropic) => anthropic.messages.create(message),
  async stream(openai: OpenAI) {
    const asked = { ...question, stream: true, stream_options: { include_usage: true } } as const
    for await (const _chunk of await openai.chat.completions.create(asked)) continue
  },
  events: (_: OpenAI, anthropic: Anthropic) => anthropic.messages.stream(message).finalMessage(),
  embeddings: (openai: OpenAI) => openai.embeddings.create({ model: 'text-embedding-3-small', input: 'Hello' }),
  raw: async (openai: OpenAI) => (await openai.chat.completions.create(question).asResponse()).text(),
  refused: (openai: OpenAI) => openai.chat.completions.create(question, fake({ status: 429 })),
  failed: (_: OpenAI, anthropic: Anthropic) => anthropic.messages.create(message, fake({ status: 529 })),
  retried: (openai: OpenAI) =>
    openai.chat.completions.create(question, fake({ attempts: [500, 200], retryAfterMillis: 1 })),
  unsent: (openai: OpenAI) => openai.chat.completions.create(question, { signal: AbortSignal.abort() }),
}

it('spends what the provider bills and holds nothing, whatever calls run at once', async () => {
  const actions = fc.array(fc.constantFrom(...Object.values(ACTIONS)), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(actions, async (calls) => {
      provider.reset()
      const guard = createGuard({ limit: { usd: '$100', requests: 10_000 }, per: 'day' })
      const fetch = guardedFetch(undefined, createCallGuard(guard))
      const openai = new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', fetch, maxRetries: 1 })
      const anthropic = new Anthropic({ baseURL: provider.anthropicUrl, apiKey: 'key', fetch, maxRetries: 0 })
      await Promise.allSettled(calls.map((call) => call(openai, anthropic)))
      await provider.idle()
      const standing = Object.fromEntries(
        (await guard.status()).map(({ unit, spent, held }) => [unit, { spent, held }]),
      )
      const { totalNanoUsd, calls: billed } = provider.bill()
      // A budget that was never touched has no counter yet.
      const nothing = { spent: 0n, held: 0n }
      expect(standing['usd'] ?? nothing).toEqual({ spent: totalNanoUsd, held: 0n })
      expect(standing['requests'] ?? nothing).toEqual({ spent: BigInt(billed), held: 0n })
      await guard.close()
    }),
    { numRuns: 15 },
  )
}, 60_000)
