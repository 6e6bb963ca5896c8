import { collect, failureOf, take } from '../harness/describe.ts'
import { answered, counted, type OpenAIScenario, streamed, streamedWithUsage, taken, usage } from './stage.ts'

/** Slow enough that a reader who leaves early is gone long before the server has finished. */
const slow = { text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 }

/** What a stream that the application left can tell: tokens that we counted, no failure. */
const left = counted

/** Streams that are not read to their end, or that do not reach it. */
export const streamEndingScenarios: readonly OpenAIScenario[] = [
  {
    name: 'break after 3 chunks',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.chat.completions.create(streamed)
      const chunks = await take(stream, 3)
      return { chunks, aborted: stream.controller.signal.aborted }
    },
  },
  {
    name: 'break after 3 chunks with include_usage',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      return take(await client.chat.completions.create(streamedWithUsage), 3)
    },
  },
  {
    name: 'a throw in the middle of the loop',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.chat.completions.create(streamed)
      return failureOf(async () => {
        for await (const chunk of stream) throw new RangeError(`cannot use ${chunk.object}`)
      })
    },
  },
  {
    name: 'return() on the iterator',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const iterator = (await client.chat.completions.create(streamed))[Symbol.asyncIterator]()
      await iterator.next()
      return { returned: await iterator.return?.('enough'), after: await iterator.next() }
    },
  },
  {
    name: 'throw() on the iterator',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const iterator = (await client.chat.completions.create(streamed))[Symbol.asyncIterator]()
      await iterator.next()
      return {
        thrown: await failureOf(() => iterator.throw?.(new RangeError('no more'))),
        after: await iterator.next(),
      }
    },
  },
  {
    name: 'return() before the first next()',
    spans: [taken],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage, text: 'a b c', chunks: 3 })
      const stream = await client.chat.completions.create(streamed)
      const returned = await stream[Symbol.asyncIterator]().return?.()
      return { returned, aborted: stream.controller.signal.aborted }
    },
  },
  {
    name: 'controller.abort() while reading',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.chat.completions.create(streamed)
      let count = 0
      for await (const chunk of stream) {
        count += chunk.choices.length
        if (count === 3) stream.controller.abort()
        if (count > 3) break
      }
      return { stopped: count >= 3, aborted: stream.controller.signal.aborted }
    },
  },
  {
    name: 'controller.abort() before reading',
    spans: [taken],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = await client.chat.completions.create(streamed)
      stream.controller.abort()
      return failureOf(() => collect(stream))
    },
  },
  {
    name: 'an AbortSignal during a stream',
    spans: [left],
    async run({ client, provider }) {
      provider.next(slow)
      const controller = new AbortController()
      const stream = await client.chat.completions.create(streamed, { signal: controller.signal })
      return failureOf(async () => {
        for await (const chunk of stream) if (chunk.choices[0]?.delta.content) controller.abort()
        return 'ended quietly'
      })
    },
  },
  {
    name: 'a stream that is never read',
    spans: [taken],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage, text: 'a b c', chunks: 3 })
      const stream = await client.chat.completions.create(streamed)
      await provider.quiet()
      return typeof stream.tee
    },
  },
  {
    name: 'a stream that is left in the middle without return()',
    spans: [left],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage, text: 'a b c', chunks: 3 })
      const iterator = (await client.chat.completions.create(streamed))[Symbol.asyncIterator]()
      const first = await iterator.next()
      await provider.quiet()
      return first
    },
  },
  {
    name: 'a stream that is read twice',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage, text: 'a b c', chunks: 3 })
      const stream = await client.chat.completions.create(streamedWithUsage)
      const chunks = await collect(stream)
      return { count: chunks.length, again: await failureOf(() => collect(stream)) }
    },
  },
  {
    name: 'a slow reader holds the server back',
    spans: [left],
    async run({ client, provider }) {
      provider.next({ text: 'x'.repeat(16 * 1024 * 1024), chunks: 64 })
      const stream = await client.chat.completions.create(streamed)
      const iterator = stream[Symbol.asyncIterator]()
      for (let count = 0; count < 3; count += 1) await iterator.next()
      await provider.pause()
      await iterator.return?.()
      return 'left'
    },
  },
  {
    name: 'an error event in the middle of a stream',
    spans: [{ ...left, failed: true }],
    async run({ client, provider }) {
      provider.next({ text: 'one two three four five', chunks: 5, errorAfterChunks: 2 })
      const stream = await client.chat.completions.create(streamed)
      return failureOf(() => collect(stream))
    },
  },
  {
    name: 'a connection cut in the middle of a stream',
    spans: [{ ...left, failed: true }],
    async run({ client, provider }) {
      provider.next({ text: 'one two three four five', chunks: 5, cutAfterChunks: 2, chunkDelayMillis: 5 })
      const stream = await client.chat.completions.create(streamed)
      return failureOf(() => collect(stream))
    },
  },
  {
    name: 'a malformed event in a stream',
    spans: [{ ...left, failed: true }],
    async run({ client, provider }) {
      provider.next({ fault: 'malformed' })
      const stream = await client.chat.completions.create(streamed)
      return failureOf(() => collect(stream))
    },
  },
]
