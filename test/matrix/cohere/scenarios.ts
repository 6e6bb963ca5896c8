import { classOf, collect, failureOf, take } from '../harness/describe.ts'
import { answered, answeredV1, type CohereScenario, once, question, refused, usage } from './stage.ts'

const script = { usage, text: 'one two three four five', chunks: 5 }

/** Slow enough that the client has left before the last of it. */
const slow = { usage, text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 }

const rerank = { model: 'rerank-v3.5', query: 'cost', documents: ['a', 'b'] }

/** The span of a rerank of up to a hundred documents: one search unit at $2 a thousand. */
const reranked = {
  operation: 'rerank',
  requestModel: 'rerank-v3.5',
  nanoUsd: 2_000_000,
  costStatus: 'reported',
} as const

const embedded = { operation: 'embeddings', requestModel: 'embed-v4.0', input: 1_000, nanoUsd: 120_000 } as const

export const cohereScenarios: readonly CohereScenario[] = [
  {
    name: 'a chat',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat(question)
      return { class: classOf(promise), answer: await promise }
    },
  },
  {
    name: 'a chat awaited twice',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat(question)
      return (await promise) === (await promise)
    },
  },
  {
    name: 'a chat with then(), catch() and finally()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat(question)
      const order: string[] = []
      const ids = await Promise.all([
        promise.then(({ id }) => id),
        promise.catch(() => 'failed'),
        promise.finally(() => void order.push('finally')),
      ])
      return { order, ids }
    },
  },
  {
    name: 'a chat with its raw response',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const { data, rawResponse } = await client.chat(question).withRawResponse()
      return { data, status: rawResponse.status, requestId: rawResponse.headers.has('x-request-id') }
    },
  },
  {
    name: 'a chat of which both the answer and the raw response are taken',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat(question)
      const { data } = await promise.withRawResponse()
      return data === (await promise)
    },
  },
  {
    name: 'a chat that nobody awaits',
    spans: [{ operation: 'chat', requestModel: 'command-a-03-2025', costStatus: 'unobserved', unobserved: 1 }],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage })
      void client.chat(question)
      await provider.received(1)
      await provider.pause()
    },
  },
  {
    name: 'a failing chat that nobody awaits',
    spans: [{ operation: 'chat', requestModel: 'command-a-03-2025', nanoUsd: undefined }],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ status: 400 })
      void client.chat(question, once)
      await provider.received(1)
      await provider.pause()
    },
  },
  {
    name: 'a stream that is read to its end',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const stream = await client.chatStream(question)
      return { class: classOf(stream), items: await collect(stream) }
    },
  },
  {
    name: 'a stream with its raw response',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const { data, rawResponse } = await client.chatStream(question).withRawResponse()
      return { status: rawResponse.status, items: await collect(data) }
    },
  },
  {
    name: 'a stream that is left by break',
    spans: [{ operation: 'chat', estimated: true, costStatus: 'estimated', unobserved: 1 }],
    async run({ client, provider }) {
      provider.next(slow)
      return (await take(await client.chatStream(question), 4)).length
    },
  },
  {
    name: 'a chat through the v2 resource of the older client',
    spans: [answered],
    run({ v1, provider }) {
      provider.next({ usage })
      return v1.v2.chat(question)
    },
  },
  {
    name: 'a chat of the v1 API',
    spans: [answeredV1],
    run({ v1, provider }) {
      provider.next({ usage })
      return v1.chat({ model: 'command-r-08-2024', message: 'What did this call cost?' })
    },
  },
  {
    name: 'a stream of the v1 API',
    spans: [answeredV1],
    async run({ v1, provider }) {
      provider.next(script)
      return collect(await v1.chatStream({ model: 'command-r-08-2024', message: 'What did this call cost?' }))
    },
  },
  {
    name: 'an error 429',
    spans: [refused],
    async run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.chat(question, once))
    },
  },
  {
    name: 'an error 429 at the start of a stream',
    spans: [refused],
    async run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.chatStream(question, once))
    },
  },
  {
    name: 'a call that is aborted',
    spans: [{ operation: 'chat', costStatus: 'unobserved', unobserved: 1 }],
    async run({ client, provider }) {
      provider.next({ fault: 'never' })
      const controller = new AbortController()
      // The SDK leaves the timer of its timeout running, which keeps the process alive.
      const answer = failureOf(() =>
        client.chat(question, { ...once, timeoutInSeconds: 1, abortSignal: controller.signal }),
      )
      await provider.received(1)
      controller.abort()
      return answer
    },
  },
  {
    name: 'embeddings',
    spans: [embedded],
    run({ client, provider }) {
      provider.next({ usage: { input: 1_000 } })
      return client.embed({
        model: 'embed-v4.0',
        texts: ['a', 'b'],
        inputType: 'search_document',
        embeddingTypes: ['float'],
      })
    },
  },
  {
    name: 'embeddings of the v1 API',
    spans: [embedded],
    run({ v1, provider }) {
      provider.next({ usage: { input: 1_000 } })
      return v1.embed({ model: 'embed-v4.0', texts: ['a', 'b'], inputType: 'search_document' })
    },
  },
  {
    name: 'a rerank',
    spans: [reranked],
    run: ({ client }) => client.rerank(rerank),
  },
  {
    name: 'a rerank of the v1 API, of more than a hundred documents',
    spans: [{ ...reranked, nanoUsd: 4_000_000 }],
    run: ({ v1 }) =>
      v1.rerank({ ...rerank, documents: Array.from({ length: 101 }, (_, index) => `document ${index}`) }),
  },
]
