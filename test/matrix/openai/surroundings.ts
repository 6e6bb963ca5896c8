import { context, propagation, trace } from '@opentelemetry/api'

import { collect, take } from '../harness/describe.ts'
import { answered, counted, type OpenAIScenario, question, streamed, streamedWithUsage, usage } from './stage.ts'

const script = { usage, text: 'one two three four five', chunks: 5 }

/** The application's own context around a call: it neither leaks out of the application nor is it replaced. */
export const surroundingScenarios: readonly OpenAIScenario[] = [
  {
    name: 'the active context after and around a call',
    spans: [answered, answered],
    async run({ client, provider }) {
      provider.next({ usage }, script)
      const own = trace.getActiveSpan()
      const kept: Record<string, boolean> = {}
      const note = (place: string): void => void (kept[place] = trace.getActiveSpan() === own)
      const promise = client.chat.completions.create(question)
      note('after the call')
      await promise.then(() => note('in then'))
      note('after await')
      for await (const _ of await client.chat.completions.create(streamedWithUsage)) note('in the loop')
      note('after the loop')
      return kept
    },
  },
  {
    name: 'the active context in the callbacks of helpers',
    spans: [answered, answered, answered],
    async run({ client, provider }) {
      provider.next(script, { usage, toolCalls: [{ name: 'tick', arguments: {} }] }, { usage })
      const own = trace.getActiveSpan()
      const kept: Record<string, boolean> = {}
      const note = (place: string): void => void (kept[place] = trace.getActiveSpan() === own)
      const stream = client.chat.completions.stream(streamedWithUsage)
      stream.on('content', () => note('in on()'))
      await stream.finalChatCompletion()
      const tick = {
        name: 'tick',
        description: 'Ticks',
        parameters: { type: 'object' },
        function: () => (note('in a tool'), 'tock'),
      }
      await client.chat.completions.runTools({ ...question, tools: [{ type: 'function', function: tick }] }).done()
      note('at the end')
      return kept
    },
  },
  {
    name: 'baggage of the application',
    spans: [answered, counted],
    run({ client, provider }) {
      provider.next({ usage }, { text: 'word '.repeat(200), chunks: 200, chunkDelayMillis: 5 })
      const baggage = propagation.createBaggage({
        'user.id': { value: 'ada' },
        'costspan.feature': { value: 'search' },
        plan: { value: 'pro' },
      })
      return context.with(propagation.setBaggage(context.active(), baggage), async () => {
        const { object } = await client.chat.completions.create(question)
        return { object, chunks: (await take(await client.chat.completions.create(streamed), 3)).length }
      })
    },
  },
  {
    name: 'calls side by side keep their contexts apart',
    spans: Array.from({ length: 10 }, () => answered),
    async run({ client, provider }) {
      provider.next(...Array.from({ length: 10 }, () => ({ ...script })))
      const key = Symbol('place')
      const read = (place: number) =>
        context.with(context.active().setValue(key, place), async () => {
          await collect(await client.chat.completions.create(streamedWithUsage))
          return context.active().getValue(key) === place || context.active().getValue(key) === undefined
        })
      return (await Promise.all(Array.from({ length: 10 }, (_, place) => read(place)))).every(Boolean)
    },
  },
]
