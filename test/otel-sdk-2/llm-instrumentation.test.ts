import { type FakeProvider, fakeHeaders, startFakeProvider } from '@costspan-test/fake-provider'
import { withCostContext } from '@costspan/cost'
import { type LlmInstrumentation, llmInstrumentations } from '@costspan/instrumentation'
import { createRequire } from 'node:module'
import type { OpenAI } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTelemetry, type Telemetry } from './telemetry.ts'

const requireOpenAI = createRequire(import.meta.url)
const QUESTION = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Why is the sky blue?' }] }

describe('LlmInstrumentation on the instrumentation base of the SDK 2.x', () => {
  let provider: FakeProvider
  let telemetry: Telemetry
  let instrumentations: LlmInstrumentation[]
  let client: OpenAI

  beforeAll(async () => {
    provider = await startFakeProvider()
    telemetry = startTelemetry()
    instrumentations = llmInstrumentations()
    const { OpenAI: Client } = requireOpenAI('openai') as typeof import('openai')
    client = new Client({ baseURL: provider.openaiUrl, apiKey: 'any' })
  })
  afterAll(async () => {
    for (const each of instrumentations) each.disable()
    await telemetry.shutdown()
    await provider.close()
  })

  it('makes one priced span of a call and one of a stream, as the provider bills them', async () => {
    const headers = fakeHeaders({ usage: { input: 1_000, cacheRead: 400, output: 200 } })
    await withCostContext({ feature: 'chat' }, async () => {
      await client.chat.completions.create(QUESTION, { headers })
      const stream = await client.chat.completions.create(
        { ...QUESTION, stream: true, stream_options: { include_usage: true } },
        { headers },
      )
      for await (const chunk of stream) expect(chunk.object).toBe('chat.completion.chunk')
    })
    await Promise.all(instrumentations.map((each) => each.forceFlush()))

    const spans = telemetry.spans.getFinishedSpans()
    expect(spans.map(({ name, attributes }) => [name, attributes['costspan.cost.nano_usd']])).toEqual([
      ['chat gpt-4o', 4_000_000],
      ['chat gpt-4o', 4_000_000],
    ])
    expect(provider.bill().totalNanoUsd).toBe(8_000_000n)
    expect(await telemetry.sums('costspan.calls', 'costspan.feature')).toEqual({ chat: 2 })
  })
})
