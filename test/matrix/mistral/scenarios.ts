import { classOf, collect, describePromise, failureOf, take } from '../harness/describe.ts'
import { answered, type MistralScenario, question, refused, usage } from './stage.ts'

const script = { usage, text: 'one two three four five', chunks: 5 }

/** Slow enough that the client has left before the last of it. */
const slow = { usage, text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 }

export const mistralScenarios: readonly MistralScenario[] = [
  {
    name: 'a chat completion',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat.complete(question)
      return { promise: describePromise(promise), answer: await promise }
    },
  },
  {
    name: 'a chat completion awaited twice',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat.complete(question)
      return (await promise) === (await promise)
    },
  },
  {
    name: 'a chat completion with a cached prompt',
    // The older major drops what it does not know of the usage, before anybody can see it.
    missingIn: ['mistral-1'],
    spans: [{ ...answered, cacheRead: 900, nanoUsd: 49_000 }],
    run({ client, provider }) {
      provider.next({ usage: { ...usage, cacheRead: 900 } })
      return client.chat.complete(question)
    },
  },
  {
    name: 'a stream that is read to its end',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const stream = await client.chat.stream(question)
      return { class: classOf(stream), isReadable: stream instanceof ReadableStream, items: await collect(stream) }
    },
  },
  {
    name: 'a stream that is left by break',
    spans: [
      {
        operation: 'chat',
        requestModel: 'mistral-small-latest',
        estimated: true,
        costStatus: 'estimated',
        unobserved: 1,
      },
    ],
    async run({ client, provider }) {
      provider.next(slow)
      return (await take(await client.chat.stream(question), 2)).length
    },
  },
  {
    name: 'a stream that is read by its reader',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const reader = (await client.chat.stream(question)).getReader()
      const items = []
      for (let step = await reader.read(); !step.done; step = await reader.read()) items.push(step.value)
      return items
    },
  },
  {
    name: 'a stream that is cancelled',
    spans: [{ operation: 'chat', requestModel: 'mistral-small-latest', costStatus: 'unobserved', unobserved: 1 }],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.chat.stream(question)
      await stream.cancel('enough')
      return stream.locked
    },
  },
  {
    name: 'a stream that is cut in two by tee()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const [left, right] = (await client.chat.stream(question)).tee()
      return Promise.all([collect(left), collect(right)])
    },
  },
  {
    name: 'a stream of which one branch is given up and the other is read',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const [left, right] = (await client.chat.stream(question)).tee()
      // It resolves only when both branches are given up.
      void left.cancel('enough')
      globalThis.gc?.()
      return collect(right)
    },
  },
  {
    name: 'a stream that calls a tool',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage, toolCalls: [{ name: 'weather', arguments: { city: 'Bern' } }] })
      return collect(await client.chat.stream(question))
    },
  },
  {
    name: 'an error 429',
    spans: [refused],
    async run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.chat.complete(question))
    },
  },
  {
    name: 'an error 429 at the start of a stream',
    spans: [refused],
    async run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.chat.stream(question))
    },
  },
  {
    name: 'retries after 500, then an answer',
    spans: [{ ...answered, resends: 1 }],
    run({ client, provider }) {
      provider.next({ status: 500 }, { usage })
      const backoff = { initialInterval: 1, maxInterval: 2, exponent: 1, maxElapsedTime: 5_000 }
      return client.chat.complete(question, {
        retries: { strategy: 'backoff', backoff, retryConnectionErrors: false },
      })
    },
  },
  {
    name: 'params that the SDK refuses',
    spans: [{ operation: 'chat', input: undefined, unobserved: undefined, failed: true }],
    run: ({ client }) =>
      failureOf(() => client.chat.complete({ ...question, temperature: 'hot' as unknown as number })),
  },
  {
    name: 'a connection that is reset',
    spans: [{ operation: 'chat', costStatus: 'unobserved', unobserved: 1, failed: true }],
    async run({ client, provider }) {
      provider.next({ fault: 'reset' })
      const failure = (await failureOf(() => client.chat.complete(question))) as { class?: string }
      return failure.class
    },
  },
  {
    name: 'an agent',
    spans: [{ operation: 'chat', requestModel: '', input: 1_000, output: 100 }],
    run({ client, provider }) {
      provider.next({ usage })
      return client.agents.complete({ agentId: 'ag:1', messages: question.messages })
    },
  },
  {
    name: 'a completion of code',
    spans: [
      { operation: 'text_completion', requestModel: 'codestral-2508', input: 1_000, output: 100, nanoUsd: 390_000 },
    ],
    run({ client, provider }) {
      provider.next({ usage })
      return client.fim.complete({ model: 'codestral-2508', prompt: 'def f(', suffix: 'return a' })
    },
  },
  {
    name: 'embeddings',
    spans: [
      {
        operation: 'embeddings',
        requestModel: 'mistral-embed',
        input: 1_000,
        nanoUsd: 100_000,
        costStatus: 'reported',
      },
    ],
    run({ client, provider }) {
      provider.next({ usage: { input: 1_000 } })
      return client.embeddings.create({ model: 'mistral-embed', inputs: ['a', 'b'] })
    },
  },
]
