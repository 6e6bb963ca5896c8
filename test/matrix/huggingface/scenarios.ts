import { collect, failureOf, take } from '../harness/describe.ts'
import { answered, type HuggingfaceScenario, messages, onEndpoint, routed, usage } from './stage.ts'

const script = { usage, text: 'one two three four five', chunks: 5 }

/** Slow enough that the client has left before the last of it. */
const slow = { usage, text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 }

/** The older major asks Hugging Face which provider has the model before each call by its router. */
const missingIn = ['huggingface-3']

export const huggingfaceScenarios: readonly HuggingfaceScenario[] = [
  {
    name: 'a chat through the router',
    missingIn,
    spans: [answered],
    run({ client, provider, fetch }) {
      provider.next({ usage })
      return client.chatCompletion({ model: routed, messages }, { fetch })
    },
  },
  {
    name: 'a chat stream through the router, with its usage asked for',
    missingIn,
    spans: [answered],
    run({ client, provider, fetch }) {
      provider.next(script)
      const stream_options = { include_usage: true }
      return collect(client.chatCompletionStream({ model: routed, messages, stream_options }, { fetch }))
    },
  },
  {
    name: 'a chat on an endpoint of its own',
    spans: [onEndpoint],
    run({ client, provider, endpoints }) {
      provider.next({ usage })
      return client.chatCompletion({ endpointUrl: `${endpoints}/chat/v1`, model: 'my-model', messages })
    },
  },
  {
    name: 'a chat by the function instead of the client',
    spans: [onEndpoint],
    run({ sdk, provider, endpoints }) {
      provider.next({ usage })
      const endpointUrl = `${endpoints}/chat/v1`
      return sdk.chatCompletion({ accessToken: 'hf_test', endpointUrl, model: 'my-model', messages })
    },
  },
  {
    name: 'a chat by the client of one endpoint',
    spans: [onEndpoint],
    run({ client, provider, endpoints }) {
      provider.next({ usage })
      return client.endpoint(`${endpoints}/chat/v1`).chatCompletion({ model: 'my-model', messages })
    },
  },
  {
    name: 'a chat stream without usage',
    spans: [{ ...onEndpoint, input: 13, output: 5, estimated: true }],
    async run({ client, provider, endpoints }) {
      provider.next(script)
      const stream = client.chatCompletionStream({ endpointUrl: `${endpoints}/chat/v1`, model: 'my-model', messages })
      return { kind: Object.prototype.toString.call(stream), items: await collect(stream) }
    },
  },
  {
    name: 'a chat stream that is left by break',
    spans: [{ operation: 'chat', requestModel: 'my-model', estimated: true, unobserved: 1 }],
    async run({ client, provider, endpoints }) {
      provider.next(slow)
      const stream = client.chatCompletionStream({ endpointUrl: `${endpoints}/chat/v1`, model: 'my-model', messages })
      return (await take(stream, 3)).length
    },
  },
  {
    name: 'an error 429',
    spans: [{ operation: 'chat', requestModel: 'my-model', unobserved: undefined, failed: true }],
    async run({ client, provider, endpoints }) {
      provider.next({ status: 429 })
      return failureOf(() =>
        client.chatCompletion({ endpointUrl: `${endpoints}/chat/v1`, model: 'my-model', messages }),
      )
    },
  },
  {
    name: 'an error 429 at the start of a stream',
    spans: [{ operation: 'chat', requestModel: 'my-model', unobserved: undefined, failed: true }],
    async run({ client, provider, endpoints }) {
      provider.next({ status: 429 })
      const endpointUrl = `${endpoints}/chat/v1`
      return failureOf(() => collect(client.chatCompletionStream({ endpointUrl, model: 'my-model', messages })))
    },
  },
  {
    name: 'a stream whose connection is reset before it begins',
    spans: [{ operation: 'chat', requestModel: 'my-model', costStatus: 'unobserved', unobserved: 1, failed: true }],
    async run({ client, provider, endpoints }) {
      provider.next({ fault: 'reset' })
      const endpointUrl = `${endpoints}/chat/v1`
      return failureOf(() => collect(client.chatCompletionStream({ endpointUrl, model: 'my-model', messages })))
    },
  },
  {
    name: 'a text generation, which tells no usage',
    spans: [{ operation: 'text_completion', input: undefined, costStatus: 'unpriced' }],
    run({ client, provider, endpoints }) {
      provider.next({ usage })
      return client.textGeneration({ endpointUrl: `${endpoints}/generation/v1`, model: 'my-model', inputs: 'Hello' })
    },
  },
  {
    name: 'embeddings, which tell no usage',
    spans: [{ operation: 'embeddings', input: undefined, costStatus: 'unpriced' }],
    run: ({ client, endpoints }) =>
      client.featureExtraction({ endpointUrl: `${endpoints}/features`, model: 'my-model', inputs: 'Hello' }),
  },
]
