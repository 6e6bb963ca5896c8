import { collect } from '../harness/describe.ts'
import type { ExpectedSpan } from '../harness/scenario.ts'
import { type BedrockScenario, eventsOf, script } from './stage.ts'

/** One model of each family, with what 1,000 tokens in and 100 out cost of it. */
const FAMILIES: readonly (readonly [modelId: string, nanoUsd: number])[] = [
  ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 1_650_000],
  ['us.amazon.nova-pro-v1:0', 1_120_000],
  ['us.meta.llama3-3-70b-instruct-v1:0', 792_000],
  ['mistral.mistral-large-2402-v1:0', 5_200_000],
  ['amazon.titan-text-express-v1', 260_000],
]

/** `InvokeModelCommand` and its stream, whose bodies are each family's own. */
export const invokeScenarios: readonly BedrockScenario[] = [
  ...FAMILIES.flatMap(([modelId, nanoUsd]) => [wholeBody(modelId, nanoUsd), streamedBody(modelId, nanoUsd)]),
  {
    name: 'embeddings of Titan, whose counts are in the body',
    spans: [{ operation: 'embeddings', input: 1_000, output: 0, costStatus: 'reported', nanoUsd: 100_000 }],
    run: invoked('amazon.titan-embed-text-v1', 0),
  },
  {
    name: 'embeddings of Cohere, whose counts are in the headers',
    spans: [{ operation: 'embeddings', input: 1_000, output: 0 }],
    run: invoked('cohere.embed-english-v3', 0),
  },
  {
    name: 'a text of Cohere, whose counts are in the headers',
    spans: [{ operation: 'chat', input: 1_000, output: 100 }],
    run: invoked('cohere.command-r-plus-v1:0', 100),
  },
]

function wholeBody(modelId: string, nanoUsd: number): BedrockScenario {
  return { name: `InvokeModel of ${modelId}`, spans: [spanOf(modelId, nanoUsd)], run: invoked(modelId, 100) }
}

function invoked(modelId: string, output: number): BedrockScenario['run'] {
  return async ({ client, provider, sdk }) => {
    provider.next({ usage: { input: 1_000, output }, text: 'one two three' })
    const answer = await client.send(new sdk.InvokeModelCommand({ modelId, body: JSON.stringify({ prompt: 'Hello' }) }))
    return { keys: Object.keys(answer), body: new TextDecoder().decode(answer.body) }
  }
}

function streamedBody(modelId: string, nanoUsd: number): BedrockScenario {
  return {
    name: `InvokeModelWithResponseStream of ${modelId}`,
    spans: [spanOf(modelId, nanoUsd)],
    async run({ client, provider, sdk }) {
      provider.next(script)
      const body = new TextEncoder().encode(JSON.stringify({ prompt: 'Hello' }))
      const answer = await client.send(new sdk.InvokeModelWithResponseStreamCommand({ modelId, body }))
      return (await collect(eventsOf(answer.body))).map(({ chunk }) => new TextDecoder().decode(chunk?.bytes))
    },
  }
}

function spanOf(requestModel: string, nanoUsd: number): ExpectedSpan {
  return { operation: 'chat', requestModel, input: 1_000, output: 100, costStatus: 'reported', nanoUsd, failed: false }
}
