import { classOf, collect } from '../harness/describe.ts'
import {
  answered,
  counted,
  countedWhole,
  type OpenAIScenario,
  streamed,
  streamedWithUsage,
  taken,
  usage,
} from './stage.ts'

const script = { usage, text: 'one two three four five', chunks: 5 }

/** Streams that are read to their end. */
export const streamScenarios: readonly OpenAIScenario[] = [
  {
    name: 'a chat stream with include_usage',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return collect(await client.chat.completions.create(streamedWithUsage))
    },
  },
  {
    name: 'a chat stream without include_usage',
    spans: [countedWhole],
    async run({ client, provider }) {
      provider.next(script)
      return collect(await client.chat.completions.create(streamed))
    },
  },
  {
    name: 'the class and controller of a stream',
    spans: [counted],
    async run({ client, provider, Stream }) {
      provider.next(script)
      const stream = await client.chat.completions.create(streamed)
      const iterator = stream[Symbol.asyncIterator]()
      const iterates = { class: Object.prototype.toString.call(iterator), hasReturn: typeof iterator.return }
      const first = await iterator.next()
      await iterator.return?.(undefined)
      return {
        class: classOf(stream),
        isStream: stream instanceof Stream,
        controller: classOf(stream.controller),
        tee: typeof stream.tee,
        toReadableStream: typeof stream.toReadableStream,
        iterates,
        first,
      }
    },
  },
  {
    name: 'a stream with tool calls',
    spans: [answered],
    async run({ client, provider }) {
      const parameters = { type: 'object', properties: { city: { type: 'string' } } }
      const tools = [{ type: 'function' as const, function: { name: 'weather', parameters } }]
      provider.next({ usage, toolCalls: [{ name: 'weather', arguments: { city: 'Bern' } }] })
      return collect(await client.chat.completions.create({ ...streamedWithUsage, tools }))
    },
  },
  {
    name: 'a stream with several choices',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return collect(await client.chat.completions.create({ ...streamedWithUsage, n: 2 }))
    },
  },
  {
    name: 'stream.tee() with both branches read',
    spans: [answered],
    async run({ client, provider, Stream }) {
      provider.next(script)
      const branches = (await client.chat.completions.create(streamedWithUsage)).tee()
      return {
        areStreams: branches.map((branch) => branch instanceof Stream),
        chunks: await Promise.all(branches.map(collect)),
      }
    },
  },
  {
    name: 'stream.tee() with one branch read',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const [left] = (await client.chat.completions.create(streamedWithUsage)).tee()
      return collect(left)
    },
  },
  {
    name: 'stream.toReadableStream()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const readable = (await client.chat.completions.create(streamedWithUsage)).toReadableStream()
      return { class: classOf(readable), text: await new Response(readable).text() }
    },
  },
  {
    name: 'a stream read through toReadableStream() and Stream.fromReadableStream()',
    spans: [answered],
    async run({ client, provider, Stream }) {
      provider.next(script)
      const stream = await client.chat.completions.create(streamedWithUsage)
      return collect(Stream.fromReadableStream(stream.toReadableStream(), stream.controller))
    },
  },
  {
    name: 'a stream awaited from a promise that is awaited twice',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const promise = client.chat.completions.create(streamedWithUsage)
      const stream = await promise
      return { same: stream === (await promise), chunks: (await collect(stream)).length }
    },
  },
  {
    name: 'a stream read by hand with next()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const iterator = (await client.chat.completions.create(streamedWithUsage))[Symbol.asyncIterator]()
      const steps = []
      for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) steps.push(step.value.id)
      return { steps, after: await iterator.next() }
    },
  },
  {
    name: 'a stream whose next() is called ahead of its answers',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const iterator = (await client.chat.completions.create(streamedWithUsage))[Symbol.asyncIterator]()
      return Promise.all(Array.from({ length: 12 }, () => iterator.next()))
    },
  },
  {
    name: 'a stream whose params change while it is read',
    spans: [countedWhole],
    async run({ client, provider }) {
      provider.next(script)
      const params = structuredClone(streamed)
      const stream = await client.chat.completions.create(params)
      params.messages.push({ role: 'user', content: 'And the next question, which was not sent with this one?' })
      return (await collect(stream)).length
    },
  },
  {
    name: 'a stream that the application decodes from the raw response',
    spans: [taken],
    async run({ client, provider, Stream }) {
      provider.next(script)
      const response = await client.chat.completions.create(streamedWithUsage).asResponse()
      return collect(Stream.fromSSEResponse(response, new AbortController()))
    },
  },
]
