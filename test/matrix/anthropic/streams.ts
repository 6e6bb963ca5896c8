import { classOf, collect, failureOf, take } from '../harness/describe.ts'
import {
  type AnthropicScenario,
  answered,
  left,
  leftNative,
  script,
  slow,
  streamed,
  taken,
  takenNative,
} from './stage.ts'

/** `messages.create({ stream: true })`. */
export const streamScenarios: readonly AnthropicScenario[] = [
  {
    name: 'a message stream',
    spans: [answered],
    async run({ client, provider, Stream }) {
      provider.next(script)
      const stream = await client.messages.create(streamed)
      const seen = {
        class: classOf(stream),
        isStream: stream instanceof Stream,
        controller: classOf(stream.controller),
      }
      return { ...seen, events: await collect(stream) }
    },
  },
  {
    name: 'a stream .withResponse()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const { data, response } = await client.messages.create(streamed).withResponse()
      return { status: response.status, events: (await collect(data)).map(({ type }) => type) }
    },
  },
  {
    name: 'break after 3 events',
    spans: [left],
    nativeSpans: [leftNative],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.messages.create(streamed)
      return { events: await take(stream, 3), aborted: stream.controller.signal.aborted }
    },
  },
  {
    name: 'a throw in the middle of the loop',
    spans: [left],
    nativeSpans: [leftNative],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.messages.create(streamed)
      return failureOf(async () => {
        for await (const event of stream) if (event.type === 'content_block_delta') throw new RangeError('no more')
      })
    },
  },
  {
    name: 'return() on the iterator',
    spans: [left],
    nativeSpans: [leftNative],
    async run({ client, provider }) {
      provider.next(slow)
      const iterator = (await client.messages.create(streamed))[Symbol.asyncIterator]()
      await iterator.next()
      return { returned: await iterator.return?.('enough'), after: await iterator.next() }
    },
  },
  {
    name: 'controller.abort() while reading',
    spans: [left],
    nativeSpans: [leftNative],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.messages.create(streamed)
      const read = async () => {
        for await (const event of stream) if (event.type === 'content_block_delta') stream.controller.abort()
        return 'ended quietly'
      }
      return { outcome: await failureOf(read), aborted: stream.controller.signal.aborted }
    },
  },
  {
    name: 'an AbortSignal during a stream',
    spans: [left],
    nativeSpans: [leftNative],
    async run({ client, provider }) {
      provider.next(slow)
      const controller = new AbortController()
      const stream = await client.messages.create(streamed, { signal: controller.signal })
      return failureOf(async () => {
        for await (const event of stream) if (event.type === 'content_block_delta') controller.abort()
        return 'ended quietly'
      })
    },
  },
  {
    name: 'a stream that is never read',
    spans: [taken],
    // The SDK's own span never ends.
    nativeSpans: [],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next(script)
      const stream = await client.messages.create(streamed)
      await provider.quiet()
      return typeof stream.tee
    },
  },
  {
    name: 'stream.tee() with both branches read',
    spans: [answered],
    async run({ client, provider, Stream }) {
      provider.next(script)
      const branches = (await client.messages.create(streamed)).tee()
      return {
        areStreams: branches.map((branch) => branch instanceof Stream),
        read: await Promise.all(branches.map(collect)),
      }
    },
  },
  {
    name: 'stream.toReadableStream()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return new Response((await client.messages.create(streamed)).toReadableStream()).text()
    },
  },
  {
    name: 'a stream that is read twice',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const stream = await client.messages.create(streamed)
      return { count: (await collect(stream)).length, again: await failureOf(() => collect(stream)) }
    },
  },
  {
    name: '.asResponse() whose event stream is read piece by piece',
    spans: [taken],
    nativeSpans: [takenNative],
    async run({ client, provider }) {
      provider.next(script)
      const { body } = await client.messages.create(streamed).asResponse()
      return new Response(body).text()
    },
  },
  {
    name: 'an error event in the middle of a stream',
    spans: [{ operation: 'chat', input: 1_000, costStatus: 'estimated', failed: true }],
    async run({ client, provider }) {
      provider.next({ ...script, errorAfterChunks: 2 })
      const stream = await client.messages.create(streamed)
      return failureOf(() => collect(stream))
    },
  },
  {
    name: 'a connection cut in the middle of a stream',
    spans: [{ operation: 'chat', input: 1_000, costStatus: 'estimated', failed: true }],
    async run({ client, provider }) {
      provider.next({ ...script, cutAfterChunks: 2, chunkDelayMillis: 5 })
      const stream = await client.messages.create(streamed)
      return failureOf(() => collect(stream))
    },
  },
]
