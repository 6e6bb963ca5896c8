import type { SeededRandom } from '../../../examples/demo/traffic/seeded-random.ts'
import { sdkCopy } from '../../support/sdk-copy.ts'
import { drain, type MixedProvider } from './mixed-provider.ts'

const module = await sdkCopy<typeof import('@aws-sdk/client-bedrock-runtime')>('bedrock-3')

/** One model of each family, whose bodies have words of their own. */
const CHAT_MODELS = [
  'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  'us.amazon.nova-pro-v1:0',
  'us.meta.llama3-3-70b-instruct-v1:0',
  'mistral.mistral-large-2402-v1:0',
  'cohere.command-r-plus-v1:0',
  'amazon.titan-text-express-v1',
] as const
const EMBEDDING_MODELS = ['amazon.titan-embed-text-v1', 'cohere.embed-english-v3'] as const

/** The calls of Bedrock. The fake provider derives their tokens from the length of the text. */
export const bedrockInTheMix: MixedProvider = {
  name: 'bedrock',
  modules: [module],
  calls(url) {
    const client = new module.BedrockRuntimeClient({
      region: 'us-east-1',
      endpoint: `${url}/bedrock`,
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    })
    const request = (length: number) => ({
      modelId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
      messages: [{ role: 'user' as const, content: [{ text: 'word '.repeat(length) }] }],
    })
    return [
      {
        name: 'Converse',
        weight: 4,
        run: (random) => client.send(new module.ConverseCommand(request(random.between(1, 900)))),
      },
      {
        name: 'ConverseStream',
        weight: 4,
        run: async (random) => {
          const { stream } = await client.send(new module.ConverseStreamCommand(request(random.between(1, 900))))
          if (stream !== undefined) await drain(stream)
        },
      },
      {
        name: 'InvokeModel',
        weight: 4,
        run: (random) => client.send(new module.InvokeModelCommand(invocation(random, CHAT_MODELS))),
      },
      {
        name: 'InvokeModelWithResponseStream',
        weight: 4,
        run: async (random) => {
          const command = new module.InvokeModelWithResponseStreamCommand(invocation(random, CHAT_MODELS))
          const { body } = await client.send(command)
          if (body !== undefined) await drain(body)
        },
      },
      {
        name: 'InvokeModel for embeddings',
        weight: 2,
        run: (random) => client.send(new module.InvokeModelCommand(invocation(random, EMBEDDING_MODELS))),
      },
    ]
  },
}

/** The fake provider answers any body in the words of the model's family. */
function invocation(random: SeededRandom, models: readonly [string, ...string[]]): { modelId: string; body: string } {
  return { modelId: random.pick(models), body: JSON.stringify({ prompt: 'word '.repeat(random.between(1, 900)) }) }
}
