import * as bedrock from '@ai-sdk/amazon-bedrock'
import * as azure from '@ai-sdk/azure'
import * as cohere from '@ai-sdk/cohere'
import * as deepseek from '@ai-sdk/deepseek'
import * as fireworks from '@ai-sdk/fireworks'
import * as groq from '@ai-sdk/groq'
import * as mistral from '@ai-sdk/mistral'
import * as perplexity from '@ai-sdk/perplexity'
import * as togetherai from '@ai-sdk/togetherai'
import * as xai from '@ai-sdk/xai'
import { generateText, type LanguageModel, rerank, streamText } from 'ai'
import { fakeHeaders } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BillCheck, startBillCheck } from '../harness/bill-check.ts'

interface Settings {
  baseURL: string
  apiKey: string
}

/** Providers whose service speaks the format of chat completions, so that the fake one of OpenAI stands for it. */
const PROVIDERS: readonly (readonly [name: string, module: object, model: (settings: Settings) => LanguageModel])[] = [
  ['azure.ai.openai', azure, (settings) => azure.createAzure(settings).chat('gpt-4o')],
  ['deepseek', deepseek, (settings) => deepseek.createDeepSeek(settings)('gpt-4o')],
  ['fireworks', fireworks, (settings) => fireworks.createFireworks(settings)('gpt-4o')],
  ['groq', groq, (settings) => groq.createGroq(settings)('gpt-4o')],
  ['mistral_ai', mistral, (settings) => mistral.createMistral(settings)('gpt-4o')],
  ['perplexity', perplexity, (settings) => perplexity.createPerplexity(settings)('gpt-4o')],
  ['x_ai', xai, (settings) => xai.createXai(settings)('gpt-4o')],
  ['togetherai', togetherai, (settings) => togetherai.createTogetherAI(settings)('gpt-4o')],
]

const MODULES: Readonly<Record<string, string>> = { 'azure.ai.openai': 'azure', mistral_ai: 'mistral', x_ai: 'xai' }

let check: BillCheck

beforeAll(async () => {
  check = await startBillCheck()
}, 60_000)

afterAll(() => check.close())

describe('a provider of the AI SDK', () => {
  it.each(PROVIDERS)('is metered by its name: %s', async (name, module, model) => {
    check.meter(`@ai-sdk/${MODULES[name] ?? name}`, module)
    const { provider } = check
    const options = {
      model: model({ baseURL: provider.openaiUrl, apiKey: 'key' }),
      prompt: 'Hello',
      headers: fakeHeaders({ usage: { input: 1_000, output: 200 } }),
    }
    await check.run(() => generateText(options))
    expect(check.metered.calls.map((call) => ({ provider: call.provider, usage: call.usage }))).toEqual([
      { provider: name, usage: { input: 1_000, output: 200 } },
    ])
  })

  it('is metered by what the vendor bills where documents are put in order: cohere', async () => {
    check.meter('@ai-sdk/cohere', cohere)
    const { reranking } = cohere.createCohere({ baseURL: `${check.provider.url}/cohere/v2`, apiKey: 'key' })
    const documents = Array.from({ length: 150 }, (_, index) => `Document ${index}`)
    const { billed, metered } = await check.run(() =>
      rerank({ model: reranking('rerank-v3.5'), query: 'Where?', documents }),
    )
    expect(check.metered.calls.map(({ provider, operation, units }) => ({ provider, operation, units }))).toEqual([
      { provider: 'cohere', operation: 'rerank', units: { search_units: 2 } },
    ])
    expect(metered).toBe(billed)
  })

  it('is metered in the words of the vendor: cohere', async () => {
    check.meter('@ai-sdk/cohere', cohere)
    const model = cohere.createCohere({ baseURL: `${check.provider.url}/cohere/v2`, apiKey: 'key' })(
      'command-a-03-2025',
    )
    const { billed, metered } = await check.run(() => generateText({ model, prompt: 'Hello' }))
    expect(check.metered.calls.map(({ provider, status }) => ({ provider, status }))).toEqual([
      { provider: 'cohere', status: 'reported' },
    ])
    expect(metered).toBe(billed)
  })

  it('is metered by its name, with the model that prices go by: amazon-bedrock', async () => {
    check.meter('@ai-sdk/amazon-bedrock', bedrock)
    const settings = { baseURL: `${check.provider.url}/bedrock`, region: 'us-east-1', apiKey: 'key' }
    const model = bedrock.createAmazonBedrock(settings)('us.anthropic.claude-haiku-4-5-20251001-v1:0')
    const { billed, metered } = await check.run(async () => {
      check.provider.script([{ usage: { input: 2_000, cacheRead: 500, cacheWrite: 300, output: 200 } }, {}])
      await generateText({ model, prompt: 'Hello' })
      for await (const _ of streamText({ model, prompt: 'Hello' }).textStream);
    })
    expect(check.metered.calls.map(({ provider, status }) => ({ provider, status }))).toEqual([
      { provider: 'aws.bedrock', status: 'reported' },
      { provider: 'aws.bedrock', status: 'reported' },
    ])
    expect(metered).toBe(billed)
  })
})
