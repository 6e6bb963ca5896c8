import * as azure from '@ai-sdk/azure'
import * as deepseek from '@ai-sdk/deepseek'
import * as fireworks from '@ai-sdk/fireworks'
import * as groq from '@ai-sdk/groq'
import * as mistral from '@ai-sdk/mistral'
import * as perplexity from '@ai-sdk/perplexity'
import * as togetherai from '@ai-sdk/togetherai'
import { generateText, type LanguageModel } from 'ai'
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
  ['togetherai', togetherai, (settings) => togetherai.createTogetherAI(settings)('gpt-4o')],
]

const MODULES: Readonly<Record<string, string>> = { 'azure.ai.openai': 'azure', mistral_ai: 'mistral' }

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
})
