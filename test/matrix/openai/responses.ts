import type { OpenAI } from 'openai'

import { collect, failureOf, take } from '../harness/describe.ts'
import type { ExpectedSpan } from '../harness/scenario.ts'
import { answered, type OpenAIScenario, question, usage } from './stage.ts'

const request = {
  model: 'gpt-4o-mini',
  input: 'What did this call cost?',
} satisfies OpenAI.Responses.ResponseCreateParams

const script = { usage, text: 'one two three four five', chunks: 5 }

/** The span of a stream that the application left: the tokens so far are counted. */
const left: ExpectedSpan = { operation: 'chat', estimated: true, costStatus: 'estimated', failed: false }

/** The span of a stream in which the provider told an error. */
const failedStream: ExpectedSpan = { operation: 'chat', failed: true }

/** The Responses API. */
export const responsesScenarios: readonly OpenAIScenario[] = [
  {
    name: 'a response',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const response = await client.responses.create(request)
      return { response, text: response.output_text }
    },
  },
  {
    name: 'a response with reasoning and cached input',
    spans: [{ operation: 'chat', requestModel: 'gpt-5', input: 1_000, cacheRead: 400, output: 100, reasoning: 64 }],
    async run({ client, provider }) {
      provider.next({ usage: { ...usage, cacheRead: 400, reasoning: 64 } })
      return (await client.responses.create({ ...request, model: 'gpt-5' })).usage
    },
  },
  {
    name: 'a response .withResponse()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const { data, response } = await client.responses.create(request).withResponse()
      return { data, status: response.status }
    },
  },
  {
    name: 'a response .asResponse() whose json the application reads',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      return (await client.responses.create(request).asResponse()).json()
    },
  },
  {
    name: 'a response stream',
    spans: [answered],
    async run({ client, provider, Stream }) {
      provider.next(script)
      const stream = await client.responses.create({ ...request, stream: true })
      return { isStream: stream instanceof Stream, events: await collect(stream) }
    },
  },
  {
    name: 'a response stream .withResponse()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const { data, response } = await client.responses.create({ ...request, stream: true }).withResponse()
      return { status: response.status, events: (await collect(data)).map(({ type }) => type) }
    },
  },
  {
    name: 'break after 3 events of a response stream',
    spans: [left],
    async run({ client, provider }) {
      provider.next({ text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 })
      return take(await client.responses.create({ ...request, stream: true }), 6)
    },
  },
  {
    name: 'a response stream with an error event',
    spans: [failedStream],
    async run({ client, provider }) {
      provider.next({ ...script, errorAfterChunks: 2 })
      const stream = await client.responses.create({ ...request, stream: true })
      return failureOf(() => collect(stream))
    },
  },
  {
    name: 'a response that failed',
    spans: [{ operation: 'chat', nanoUsd: undefined }],
    async run({ client, provider }) {
      provider.next({ usage, failed: { code: 'server_error', message: 'The model stumbled.' } })
      const { status, error } = await client.responses.create(request)
      return { status, error }
    },
  },
  {
    name: 'responses.parse() with a zod format',
    spans: [answered],
    async run({ client, provider, helpers, z }) {
      provider.next({ usage, text: '{"amount":3}' })
      const format = helpers.zodTextFormat(z.object({ amount: z.number() }), 'cost')
      const response = await client.responses.parse({ ...request, text: { format } })
      return { parsed: response.output_parsed, output: response.output }
    },
  },
  {
    name: 'responses.parse() of an answer that does not match',
    spans: [{ operation: 'chat', requestModel: 'gpt-4o-mini', input: 1_000, output: 100 }],
    async run({ client, provider, helpers, z }) {
      provider.next({ usage, text: '{"amount":"three"}' })
      const format = helpers.zodTextFormat(z.object({ amount: z.number() }), 'cost')
      const outcome = (await failureOf(() => client.responses.parse({ ...request, text: { format } }))) as {
        class?: string
      }
      return outcome.class
    },
  },
  {
    name: 'responses.stream() with events and finalResponse()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const order: string[] = []
      const stream = client.responses.stream(request)
      stream.on('event', ({ type }) => void order.push(type))
      stream.on('response.output_text.delta', ({ delta }) => void order.push(delta))
      stream.on('end', () => void order.push('end'))
      return { final: await stream.finalResponse(), order }
    },
  },
  {
    name: 'responses.stream() read as an iterator',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return (await collect(client.responses.stream(request))).map(({ type }) => type)
    },
  },
  {
    name: 'responses.stream() that is aborted',
    spans: [left],
    async run({ client, provider }) {
      provider.next({ text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 })
      const stream = client.responses.stream(request)
      stream.on('response.output_text.delta', () => stream.abort())
      return { failure: await failureOf(() => stream.finalResponse()), aborted: stream.aborted }
    },
  },
  {
    name: 'two turns that share a conversation',
    spans: [answered, answered],
    async run({ client, provider }) {
      provider.next({ usage }, { usage })
      const first = await client.responses.create(request)
      const second = await client.responses.create({ ...request, previous_response_id: first.id })
      return [first.status, second.status, question.model]
    },
  },
  {
    name: 'a beta response',
    missingIn: ['openai-5'],
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const { object, status } = await client.beta.responses.create(request)
      return { object, status }
    },
  },
  {
    name: 'a beta response stream',
    missingIn: ['openai-5'],
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return (await collect(await client.beta.responses.create({ ...request, stream: true }))).map(({ type }) => type)
    },
  },
]
