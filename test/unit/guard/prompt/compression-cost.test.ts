import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { CostSpanProcessor, withCostContext, withShorterInput } from '@costspan/cost'
import { compressContext } from '@costspan/guard'
import { LlmInstrumentation, providers } from '@costspan/instrumentation'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import * as sdk from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const exporter = new InMemorySpanExporter()
let provider: FakeProvider

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const openai = providers.find(({ name }) => name === 'openai')
  if (openai === undefined) throw new Error('there is no provider openai')
  const instrumentation = new LlmInstrumentation({ provider: openai })
  const spanProcessors = [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })]
  instrumentation.setTracerProvider(new TracerProvider({ spanProcessors }))
  instrumentation.patch(sdk)
  provider = await startFakeProvider()
})
afterAll(async () => {
  context.disable()
  await provider.close()
})

describe('compression', () => {
  it('has its own call booked to the feature as what it costs, and the call that reads the result tells what it saved', async () => {
    const client = new sdk.OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key' })
    const document = 'The order 48213 of Ada Lovelace came on 3 March. '.repeat(40)
    const savedTokens = await withCostContext({ feature: 'support' }, async () => {
      const { text, savedTokens: saved } = await compressContext(document, {
        compress: async (instructions, input) =>
          (await client.responses.create({ model: 'gpt-4o-mini', instructions, input, max_output_tokens: 20 }))
            .output_text,
      })
      await withShorterInput({ kind: 'compression', inputTokens: saved }, () =>
        client.responses.create({ model: 'gpt-4o', input: `${text}\nWhen did it come?` }),
      )
      return saved
    })

    const spans = exporter.getFinishedSpans().map(({ attributes }) => ({
      model: attributes['gen_ai.request.model'],
      feature: attributes['costspan.feature'],
      overhead: attributes['costspan.overhead.kind'],
      kind: attributes['costspan.saved.kind'],
      saved: attributes['costspan.saved.nano_usd'],
    }))
    const compressing = { model: 'gpt-4o-mini', feature: 'support', overhead: 'compression' }
    expect(spans).toEqual([
      // The first answer loses facts, which are asked for once more.
      { ...compressing, kind: undefined, saved: undefined },
      { ...compressing, kind: undefined, saved: undefined },
      // $2.50 a million.
      { model: 'gpt-4o', feature: 'support', overhead: undefined, kind: 'compression', saved: savedTokens * 2_500 },
    ])
    const costs = exporter
      .getFinishedSpans()
      .map(({ attributes }) => BigInt(Number(attributes['costspan.cost.nano_usd'])))
    expect(costs.reduce((sum, cost) => sum + cost, 0n)).toBe(provider.bill().totalNanoUsd)
  })
})
