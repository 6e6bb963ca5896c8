import { sdkCopy } from '../../support/sdk-copy.ts'
import { drain, type MixedProvider } from './mixed-provider.ts'

const module = await sdkCopy<typeof import('@aws-sdk/client-bedrock-runtime')>('bedrock-3')

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
    ]
  },
}
