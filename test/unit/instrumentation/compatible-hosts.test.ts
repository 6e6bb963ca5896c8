import { CostSpanProcessor, type PricedCall } from '@costspan/cost'
import { bundledPrices, createPriceBook, selfHostedPrices } from '@costspan/cost/prices'
import { LlmInstrumentation } from '@costspan/instrumentation'
import { fakeHeaders, type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import OpenAI, * as openaiModule from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openai as openaiProvider } from '../../../packages/instrumentation/src/providers/openai/provider.ts'
import hosts from './compatible-hosts.json' with { type: 'json' }
import { collect, HELLO } from './metered.ts'

/** One dollar for a million tokens, and twelve and a half. */
const OWN_MODELS = selfHostedPrices([
  { provider: 'ollama', model: 'llama3.2', usdPerHour: '$0.36', tokensPerSecond: 100 },
  { model: 'meta-llama/Llama-3.1-70B*', usdPerHour: 3, gpus: 2, tokensPerHour: 480_000 },
])

let provider: FakeProvider
let calls: PricedCall[] = []
const instrumentation = new LlmInstrumentation({ provider: openaiProvider, enabled: false })

beforeAll(async () => {
  provider = await startFakeProvider()
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const prices = createPriceBook({ sources: [bundledPrices(), OWN_MODELS] })
  const processor = new CostSpanProcessor({ prices, onCost: (call) => calls.push(call) })
  instrumentation.setTracerProvider(new TracerProvider({ spanProcessors: [processor] }))
  instrumentation.enable()
  instrumentation.patch(openaiModule)
})
beforeEach(() => {
  calls = []
})
afterAll(async () => {
  instrumentation.disable()
  context.disable()
  await provider.close()
})

describe('a server of the format of OpenAI', () => {
  it.each(hosts)('is named and priced: $name', async ({ baseURL, model, usage, answers, expected }) => {
    const completions = clientOf(baseURL).chat.completions
    const options = { headers: fakeHeaders({ rawUsage: usage, model: answers ?? model }) }
    await completions.create({ model, messages: HELLO }, options)
    const asked = { stream: true, stream_options: { include_usage: true } } as const
    await collect(await completions.create({ model, messages: HELLO, ...asked }, options))

    expect(calls.map(summary)).toEqual([expected, expected])
  })

  it('has the region in which Azure answered, and its deployment as the model that was asked for', async () => {
    const azure = new openaiModule.AzureOpenAI({
      endpoint: provider.url,
      apiKey: 'key',
      apiVersion: '2025-04-01-preview',
    })
    const behaviour = { usage: { input: 1_000, output: 100 }, model: 'gpt-4o-mini-2024-07-18' }
    const headers = fakeHeaders({ ...behaviour, headers: { 'x-ms-region': 'Sweden Central' } })
    await azure.chat.completions.create({ model: 'our-deployment', messages: HELLO }, { headers })

    expect(calls).toMatchObject([
      {
        provider: 'azure.ai.openai',
        requestModel: 'our-deployment',
        responseModel: 'gpt-4o-mini-2024-07-18',
        nanoUsd: 210_000n,
        attributes: { 'costspan.region': 'Sweden Central' },
      },
    ])
  })
})

/** A client of a host, whose requests the fake provider answers. */
function clientOf(baseURL: string): OpenAI {
  const toFake: typeof fetch = (input, init) => fetch(addressOf(input).replace(baseURL, provider.openaiUrl), init)
  return new OpenAI({ baseURL, apiKey: 'key', maxRetries: 0, fetch: toFake })
}

function summary(call: PricedCall): Record<string, unknown> {
  const { provider: name, status, nanoUsd, source, unpricedReason, problem } = call
  return {
    provider: name,
    status,
    nanoUsd: nanoUsd === undefined ? undefined : Number(nanoUsd),
    source,
    unpricedReason,
    problem,
  }
}

function addressOf(input: string | URL | Request): string {
  return input instanceof Request ? input.url : input.toString()
}
