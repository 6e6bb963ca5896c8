import type { OpenAI } from 'openai'

import { collect, describePromise, failureOf } from '../harness/describe.ts'
import { answered, counted, type OpenAIScenario, question, refused, streamedWithUsage, usage } from './stage.ts'

const script = { usage, text: 'one two three four five', chunks: 5 }

const slow = { text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 }

/** A tool that the SDK's own loop calls. */
function weatherTool(order: string[]) {
  return {
    type: 'function' as const,
    function: {
      name: 'weather',
      description: 'The weather of a city',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
      parse: (text: string) => JSON.parse(text) as { city: string },
      function: ({ city }: { city: string }) => {
        order.push(`weather in ${city}`)
        return 'sunny'
      },
    },
  }
}

const callsWeather = { usage, toolCalls: [{ name: 'weather', arguments: { city: 'Bern' } }] }

/** Helpers that the SDK builds on `chat.completions.create()`. */
export const helperScenarios: readonly OpenAIScenario[] = [
  {
    name: 'chat.completions.parse() with a zod format',
    spans: [answered],
    async run({ client, provider, helpers, z }) {
      provider.next({ usage, text: '{"amount":3}' })
      const response_format = helpers.zodResponseFormat(z.object({ amount: z.number() }), 'cost')
      const promise = client.chat.completions.parse({ ...question, response_format })
      const before = describePromise(promise)
      const completion = await promise
      return { before, message: completion.choices[0]?.message, requestId: completion._request_id }
    },
  },
  {
    name: 'chat.completions.parse() .withResponse()',
    spans: [answered],
    async run({ client, provider, helpers, z }) {
      provider.next({ usage, text: '{"amount":3}' })
      const response_format = helpers.zodResponseFormat(z.object({ amount: z.number() }), 'cost')
      const { data, response } = await client.chat.completions.parse({ ...question, response_format }).withResponse()
      return { parsed: data.choices[0]?.message.parsed, status: response.status }
    },
  },
  {
    name: 'chat.completions.parse() that is cut by its length',
    spans: [{ operation: 'chat', requestModel: 'gpt-4o-mini', input: 1_000, output: 100 }],
    async run({ client, provider, helpers, z }) {
      provider.next({ usage, text: '{"amou', finishReason: 'length' })
      const response_format = helpers.zodResponseFormat(z.object({ amount: z.number() }), 'cost')
      return failureOf(() => client.chat.completions.parse({ ...question, response_format }))
    },
  },
  {
    name: 'chat.completions.parse() that is refused',
    spans: [refused('429')],
    async run({ client, provider, helpers, z }) {
      provider.next({ status: 429 })
      const response_format = helpers.zodResponseFormat(z.object({ amount: z.number() }), 'cost')
      return failureOf(() => client.chat.completions.parse({ ...question, response_format }))
    },
  },
  {
    name: 'chat.completions.stream() with finalChatCompletion()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const order: string[] = []
      const stream = client.chat.completions.stream(streamedWithUsage)
      stream.on('connect', () => void order.push('connect'))
      stream.on('content', (delta) => void order.push(delta))
      stream.on('end', () => void order.push('end'))
      return { final: await stream.finalChatCompletion(), usage: await stream.totalUsage(), order }
    },
  },
  {
    name: 'chat.completions.stream() read as an iterator',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return collect(client.chat.completions.stream(streamedWithUsage))
    },
  },
  {
    name: 'chat.completions.stream() .toReadableStream()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return new Response(client.chat.completions.stream(streamedWithUsage).toReadableStream()).text()
    },
  },
  {
    name: 'chat.completions.stream() that is aborted',
    spans: [counted],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = client.chat.completions.stream({ ...question, stream: true })
      stream.on('content', () => stream.abort())
      return { failure: await failureOf(() => stream.finalChatCompletion()), aborted: stream.aborted }
    },
  },
  {
    name: 'chat.completions.stream() that is refused',
    spans: [refused('429')],
    async run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.chat.completions.stream({ ...question, stream: true }).finalChatCompletion())
    },
  },
  {
    name: 'runTools() with a tool that is called once',
    spans: [answered, answered],
    async run({ client, provider }) {
      provider.next(callsWeather, { usage })
      const order: string[] = []
      const runner = client.chat.completions.runTools({ ...question, tools: [weatherTool(order)] })
      runner.on('message', ({ role }: OpenAI.ChatCompletionMessageParam) => void order.push(role))
      return { final: await runner.finalContent(), usage: await runner.totalUsage(), order }
    },
  },
  {
    name: 'runTools() over a stream',
    spans: [answered, answered],
    async run({ client, provider }) {
      provider.next(callsWeather, script)
      const order: string[] = []
      const runner = client.chat.completions.runTools({ ...streamedWithUsage, tools: [weatherTool(order)] })
      return { chunks: (await collect(runner)).length, final: await runner.finalContent(), order }
    },
  },
]
