import { classOf, collect, failureOf, take } from '../harness/describe.ts'
import { answered, content, type GoogleScenario, left, lost, question, script, seen, slow } from './stage.ts'

/** `models.generateContentStream()`. */
export const streamScenarios: readonly GoogleScenario[] = [
  {
    name: 'a stream',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const stream = await client.models.generateContentStream(question)
      return { class: classOf(stream), keys: Object.keys(stream), items: (await collect(stream)).map(seen) }
    },
  },
  {
    name: 'a stream of Vertex AI',
    spans: [{ ...answered, provider: 'gcp.vertex_ai' }],
    async run({ vertex, provider }) {
      provider.next(script)
      return (await collect(await vertex.models.generateContentStream(question))).map(seen)
    },
  },
  {
    name: 'break after 3 items',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      return (await take(await client.models.generateContentStream(question), 3)).map(({ text }) => text)
    },
  },
  {
    name: 'a throw in the middle of the loop',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.models.generateContentStream(question)
      return failureOf(async () => {
        for await (const { text } of stream) if (text !== undefined) throw new RangeError('no more')
      })
    },
  },
  {
    name: 'return() on the iterator',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.models.generateContentStream(question)
      const first = await stream.next()
      return { done: first.done, returned: (await stream.return?.(undefined))?.done, after: (await stream.next()).done }
    },
  },
  {
    name: 'an AbortSignal during a stream',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const controller = new AbortController()
      const config = { abortSignal: controller.signal }
      const stream = await client.models.generateContentStream({ ...question, config })
      return (
        (await failureOf(async () => {
          for await (const { text } of stream) if (text !== undefined) controller.abort()
        })) as { class?: string }
      ).class
    },
  },
  {
    name: 'a stream that is never read',
    spans: [{ ...lost, failed: false }],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next(script)
      const stream = await client.models.generateContentStream({
        ...question,
        config: { automaticFunctionCalling: { disable: true } },
      })
      await provider.quiet()
      return typeof stream.next
    },
  },
  {
    name: 'an error in the middle of a stream',
    // The SDK's major 1 hands it over as one more item.
    spans: [{ ...content, input: 1_000, estimated: true, costStatus: 'estimated' }],
    async run({ client, provider }) {
      provider.next({ ...script, errorAfterChunks: 2, chunkDelayMillis: 5 })
      const stream = await client.models.generateContentStream(question)
      return failureOf(async () => (await collect(stream)).map(seen))
    },
  },
  {
    name: 'a connection cut in the middle of a stream',
    spans: [{ ...left, failed: true }],
    async run({ client, provider }) {
      provider.next({ ...script, cutAfterChunks: 2, chunkDelayMillis: 5 })
      const stream = await client.models.generateContentStream(question)
      return ((await failureOf(() => collect(stream))) as { class?: string }).class
    },
  },
]
