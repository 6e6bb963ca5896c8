import type { AnthropicKit } from '../anthropic/stage.ts'
import * as anthropic from '../anthropic/stage.ts'
import type { Scenario } from '../harness/scenario.ts'
import type { OpenAIKit } from '../openai/stage.ts'
import * as openai from '../openai/stage.ts'

/** What `sdk.mjs` loads: every major of both SDKs, by `import` and by `require`, in one process. */
export interface ManyKit {
  readonly openai: readonly OpenAIKit[]
  readonly anthropic: readonly AnthropicKit[]
}

export const manyScenarios: readonly Scenario<ManyKit>[] = [
  {
    name: 'a call through each of six copies of openai',
    spans: Array.from({ length: 6 }, () => openai.answered),
    run({ openai: kits, provider }) {
      provider.next(...kits.map(() => ({ usage: openai.usage })))
      const calls = kits.map(async ({ sdk }) => {
        const client = new sdk.OpenAI({ apiKey: 'test', baseURL: provider.openaiUrl, maxRetries: 0 })
        return (await client.chat.completions.create(openai.question)).object
      })
      return Promise.all(calls)
    },
  },
  {
    name: 'a call through each of four copies of the Anthropic SDK',
    spans: Array.from({ length: 4 }, () => anthropic.answered),
    run({ anthropic: kits, provider }) {
      provider.next(...kits.map(() => ({ usage: anthropic.usage })))
      const calls = kits.map(async ({ sdk }) => {
        const client = new sdk.Anthropic({ apiKey: 'test', baseURL: provider.anthropicUrl, maxRetries: 0 })
        return (await client.messages.create(anthropic.question)).type
      })
      return Promise.all(calls)
    },
  },
]
