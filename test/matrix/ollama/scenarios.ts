import { classOf, collect, failureOf, take } from '../harness/describe.ts'
import { answered, type OllamaScenario, question, usage } from './stage.ts'

const script = { usage, text: 'one two three four five', chunks: 5 }

/** Slow enough that the client has left before the last of it. */
const slow = { usage, text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 }

export const ollamaScenarios: readonly OllamaScenario[] = [
  {
    name: 'a chat',
    spans: [answered],
    run({ client, provider }) {
      provider.next({ usage })
      return client.chat({ ...question })
    },
  },
  {
    name: 'a chat stream that is read to its end',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const stream = await client.chat({ ...question, stream: true })
      return { class: classOf(stream), items: await collect(stream) }
    },
  },
  {
    name: 'a chat stream that is left by break',
    spans: [{ operation: 'chat', estimated: true, costStatus: 'estimated', unobserved: 1 }],
    async run({ client, provider }) {
      provider.next(slow)
      return (await take(await client.chat({ ...question, stream: true }), 2)).length
    },
  },
  {
    name: 'a chat stream that is aborted',
    spans: [{ operation: 'chat', estimated: true, costStatus: 'estimated', unobserved: 1, failed: false }],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.chat({ ...question, stream: true })
      return failureOf(async () => {
        for await (const _ of stream) stream.abort()
      })
    },
  },
  {
    name: 'a stream that tells of an error',
    spans: [{ operation: 'chat', failed: true, unobserved: 1 }],
    async run({ client, provider }) {
      provider.next({ ...script, errorAfterChunks: 2 })
      const stream = await client.chat({ ...question, stream: true })
      return failureOf(() => collect(stream))
    },
  },
  {
    name: 'a chat that calls a tool',
    spans: [answered],
    run({ client, provider }) {
      provider.next({ usage, toolCalls: [{ name: 'weather', arguments: { city: 'Bern' } }] })
      return client.chat({ ...question })
    },
  },
  {
    name: 'a completion of a prompt',
    spans: [{ ...answered, operation: 'text_completion' }],
    run({ client, provider }) {
      provider.next({ usage })
      return client.generate({ model: 'llama3.2', prompt: 'What did this call cost?' })
    },
  },
  {
    name: 'embeddings of a model without a price',
    spans: [{ operation: 'embeddings', requestModel: 'all-minilm', input: 1_000, costStatus: 'unpriced' }],
    run({ client, provider }) {
      provider.next({ usage: { input: 1_000 } })
      return client.embed({ model: 'all-minilm', input: ['a', 'b'] })
    },
  },
  {
    name: 'a model that is not there',
    spans: [{ operation: 'chat', input: undefined, unobserved: undefined, failed: true, errorType: '404' }],
    async run({ client, provider }) {
      provider.next({ status: 404 })
      return failureOf(() => client.chat({ ...question }))
    },
  },
]
