import { collect, failureOf, take } from '../harness/describe.ts'
import { answered, type GoogleScenario, left, question, refused, script, slow, usage } from './stage.ts'

const turn = { model: question.model, input: question.contents }

/** `interactions.create()`, whose class the SDK does not export. */
export const interactionScenarios: readonly GoogleScenario[] = [
  {
    name: 'an interaction',
    spans: [{ ...answered, cacheRead: 400, reasoning: 40, nanoUsd: 180_000 + 12_000 + 250_000 }],
    async run({ client, provider }) {
      provider.next({ usage: { ...usage, cacheRead: 400, reasoning: 40 } })
      const { id, status, usage: told } = await client.interactions.create(turn)
      return { id: typeof id, status, told }
    },
  },
  {
    name: 'an interaction as a stream',
    spans: [answered],
    async run({ client, provider }) {
      provider.next(script)
      return collect(await client.interactions.create({ ...turn, stream: true }))
    },
  },
  {
    name: 'an interaction as a stream, left after 4 events',
    spans: [{ operation: left.operation, costStatus: 'estimated', estimated: true, failed: false }],
    async run({ client, provider }) {
      provider.next(slow)
      return take(await client.interactions.create({ ...turn, stream: true }), 4)
    },
  },
  {
    name: 'an interaction that is refused',
    spans: [refused],
    async run({ client, provider }) {
      provider.next({ status: 400 })
      return ((await failureOf(() => client.interactions.create(turn))) as { class?: string }).class
    },
  },
  {
    name: 'the getter of interactions',
    spans: [],
    run({ client }) {
      const descriptor = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(client), 'interactions')
      const same = client.interactions === client.interactions
      return { same, keys: Object.keys(descriptor ?? {}), own: Object.keys(client.interactions).length > 0 }
    },
  },
]
