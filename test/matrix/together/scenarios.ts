import { classOf, collect, describePromise, failureOf, take } from '../harness/describe.ts'
import { answered, type TogetherScenario, question, refused, usage } from './stage.ts'

const script = { usage, text: 'one two three four five', chunks: 5 }

/** Slow enough that the client has left before the last of it. */
const slow = { usage, text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 }

export const togetherScenarios: readonly TogetherScenario[] = [
  {
    name: 'a chat completion',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat.completions.create(question)
      return { promise: describePromise(promise), answer: await promise }
    },
  },
  {
    name: 'a chat completion .withResponse()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const { data, response } = await client.chat.completions.create(question).withResponse()
      return { data, status: response.status }
    },
  },
  {
    name: 'a chat completion .asResponse() read as JSON',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      return (await client.chat.completions.create(question).asResponse()).json()
    },
  },
  {
    name: 'a stream, which has its usage unasked',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const stream = await client.chat.completions.create({ ...question, stream: true })
      return { class: classOf(stream), items: await collect(stream) }
    },
  },
  {
    name: 'a stream that is left by break',
    spans: [{ operation: 'chat', estimated: true, costStatus: 'estimated', unobserved: 1 }],
    async run({ client, provider }) {
      provider.next(slow)
      return (await take(await client.chat.completions.create({ ...question, stream: true }), 3)).length
    },
  },
  {
    name: 'an error 429',
    spans: [refused],
    async run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.chat.completions.create(question))
    },
  },
  {
    name: 'retries after 503, then an answer',
    spans: [{ ...answered, resends: 1 }],
    run({ connect, provider }) {
      provider.next({ status: 503, retryAfterMillis: 1 }, { usage })
      return connect({ maxRetries: 1 }).chat.completions.create(question)
    },
  },
  {
    name: 'chat.completions.stream()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return client.chat.completions.stream(question).finalContent()
    },
  },
  {
    name: 'a rerank of a model without a price',
    spans: [{ operation: 'rerank', requestModel: 'Salesforce/Llama-Rank-V1', input: 1_000, costStatus: 'unpriced' }],
    run({ client, provider }) {
      provider.next({ usage: { input: 1_000 } })
      return client.rerank.create({ model: 'Salesforce/Llama-Rank-V1', query: 'cost', documents: ['a', 'b'] })
    },
  },
]
