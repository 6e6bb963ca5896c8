import { context, propagation, trace } from '@opentelemetry/api'

import { classOf, collect, failureOf, take } from '../harness/describe.ts'
import {
  type AnthropicScenario,
  answered,
  left,
  leftNative,
  question,
  refused,
  script,
  slow,
  taken,
  usage,
} from './stage.ts'

/** Helpers that the SDK builds on `create()`, and the beta resources. */
export const helperScenarios: readonly AnthropicScenario[] = [
  {
    name: 'messages.stream() with on() and finalMessage()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const order: string[] = []
      const stream = client.messages.stream(question)
      stream.on('connect', () => void order.push('connect'))
      stream.on('streamEvent', ({ type }) => void order.push(type))
      stream.on('text', (delta) => void order.push(delta))
      stream.on('end', () => void order.push('end'))
      return { class: classOf(stream), final: await stream.finalMessage(), text: await stream.finalText(), order }
    },
  },
  {
    name: 'messages.stream() read as an iterator',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return collect(client.messages.stream(question))
    },
  },
  {
    name: 'messages.stream() .withResponse()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      const { data, response } = await client.messages.stream(question).withResponse()
      return { class: classOf(data), status: response.status, text: await data.finalText() }
    },
  },
  {
    name: 'messages.stream() left by break',
    spans: [left],
    nativeSpans: [leftNative],
    async run({ client, provider }) {
      provider.next(slow)
      // The first event holds the message itself, which grows while it is looked at.
      return (await take(client.messages.stream(question), 3)).map(({ type }) => type)
    },
  },
  {
    name: 'messages.stream() that is aborted',
    spans: [left],
    nativeSpans: [leftNative],
    async run({ client, provider }) {
      provider.next(slow)
      const stream = client.messages.stream(question)
      stream.on('text', () => stream.abort())
      return { failure: await failureOf(() => stream.finalMessage()), aborted: stream.aborted }
    },
  },
  {
    name: 'messages.stream() that is refused',
    spans: [refused()],
    async run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.messages.stream(question).finalMessage())
    },
  },
  {
    name: 'a beta message',
    spans: [answered],
    run({ client, provider }) {
      provider.next({ usage })
      return client.beta.messages.create({ ...question, betas: ['context-management-2025-06-27'] })
    },
  },
  {
    name: 'a beta message stream',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return collect(await client.beta.messages.create({ ...question, stream: true }))
    },
  },
  {
    name: 'beta.messages.stream() with finalMessage()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return client.beta.messages.stream(question).finalMessage()
    },
  },
  {
    name: 'beta.messages.toolRunner() with a tool that is called once',
    spans: [answered, answered],
    async run({ client, provider, helpers }) {
      provider.next({ usage, toolCalls: [{ name: 'weather', arguments: { city: 'Bern' } }] }, { usage })
      const order: string[] = []
      const weather = helpers.betaTool({
        name: 'weather',
        description: 'The weather of a city',
        inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
        run: ({ city }) => {
          order.push(`weather in ${city}`)
          return 'sunny'
        },
      })
      const runner = client.beta.messages.toolRunner({ ...question, tools: [weather] })
      for await (const { stop_reason } of runner) order.push(String(stop_reason))
      return { order, final: (await runner.done()).content }
    },
  },
  {
    name: 'beta.messages.toolRunner() over streams',
    missingIn: ['anthropic-1'],
    spans: [answered, answered],
    run: runToolsOverStreams,
  },
  {
    // A message thread takes the HTTP exchange out of the call and reads the stream where we cannot see.
    name: 'beta.messages.toolRunner() over streams, by a message thread',
    missingIn: ['anthropic-0'],
    spans: [taken, taken],
    nativeSpans: [answered, answered],
    leavesGarbage: true,
    run: runToolsOverStreams,
  },
  {
    name: 'a message thread whose turn is refused',
    missingIn: ['anthropic-0'],
    spans: [refused()],
    async run({ client, provider }) {
      provider.next({ status: 429 })
      const thread = client.beta.messages.thread({ model: question.model, max_tokens: 200 })
      return failureOf(() => thread.send({ role: 'user', content: 'What did this call cost?' }))
    },
  },
  {
    name: 'turns of a message thread',
    missingIn: ['anthropic-0'],
    spans: [answered, answered, taken],
    nativeSpans: [answered, answered, answered],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage }, script, { usage })
      const thread = client.beta.messages.thread({ model: question.model, max_tokens: 200 })
      const first = await thread.send({ role: 'user', content: 'What did this call cost?' })
      const second = await thread.stream({ role: 'user', content: 'And this one?' }).finalMessage()
      const third = await thread.send({ role: 'user', content: 'And that one?' })
      return [first, second, third].map(({ type, stop_reason }) => [type, stop_reason])
    },
  },
  {
    name: 'the active context around calls and helpers',
    spans: [answered, answered, answered],
    async run({ client, provider }) {
      provider.next({ usage }, script, script)
      const own = trace.getActiveSpan()
      const kept: Record<string, boolean> = {}
      const note = (place: string): void => void (kept[place] = trace.getActiveSpan() === own)
      await client.messages.create(question).then(() => note('in then'))
      note('after await')
      for await (const _ of await client.messages.create({ ...question, stream: true })) note('in the loop')
      const stream = client.messages.stream(question)
      stream.on('text', () => note('in on()'))
      await stream.finalMessage()
      note('at the end')
      return kept
    },
  },
  {
    name: 'baggage of the application',
    spans: [answered],
    run({ client, provider }) {
      provider.next({ usage })
      const baggage = propagation.createBaggage({
        'user.id': { value: 'ada' },
        'costspan.feature': { value: 'search' },
        plan: { value: 'pro' },
      })
      const ask = async () => (await client.messages.create(question)).type
      return context.with(propagation.setBaggage(context.active(), baggage), ask)
    },
  },
]

type Playing = Parameters<AnthropicScenario['run']>[0]

async function runToolsOverStreams({ client, provider, helpers }: Playing): Promise<unknown> {
  provider.next({ usage, toolCalls: [{ name: 'tick', arguments: {} }] }, script)
  const inputSchema = { type: 'object', properties: {} } as const
  const tick = helpers.betaTool({ name: 'tick', description: 'Ticks', inputSchema, run: () => 'tock' })
  const runner = client.beta.messages.toolRunner({ ...question, tools: [tick], stream: true })
  const turns: string[][] = []
  for await (const stream of runner) turns.push((await collect(stream)).map(({ type }) => type))
  return { turns, final: (await runner.done()).content }
}
