import { classOf, collect, failureOf, take } from '../harness/describe.ts'
import { answered, type BedrockScenario, eventsOf, left, lost, question, script, slow } from './stage.ts'

/** `ConverseStreamCommand`, whose events are in a field of the answer. */
export const streamScenarios: readonly BedrockScenario[] = [
  {
    name: 'a stream',
    spans: [answered],
    async run({ client, provider, sdk }) {
      provider.next(script)
      const answer = await client.send(new sdk.ConverseStreamCommand(question))
      return {
        class: classOf(answer.stream),
        keys: Object.keys(answer),
        events: await collect(eventsOf(answer.stream)),
      }
    },
  },
  {
    name: 'break after 3 events',
    spans: [left],
    async run({ client, provider, sdk }) {
      provider.next(slow)
      const { stream } = await client.send(new sdk.ConverseStreamCommand(question))
      return take(eventsOf(stream), 3)
    },
  },
  {
    name: 'a throw in the middle of the loop',
    spans: [left],
    async run({ client, provider, sdk }) {
      provider.next(slow)
      const { stream } = await client.send(new sdk.ConverseStreamCommand(question))
      return failureOf(async () => {
        for await (const event of eventsOf(stream)) if (event.contentBlockDelta) throw new RangeError('no more')
      })
    },
  },
  {
    name: 'an AbortSignal during a stream',
    spans: [{ operation: 'chat', estimated: true, costStatus: 'estimated' }],
    async run({ client, provider, sdk }) {
      provider.next(slow)
      const controller = new AbortController()
      const { stream } = await client.send(new sdk.ConverseStreamCommand(question), { abortSignal: controller.signal })
      return (
        (await failureOf(async () => {
          let count = 0
          for await (const event of eventsOf(stream)) {
            if (event.contentBlockDelta) controller.abort()
            count += 1
          }
          return count > 0
        })) as { class?: string }
      ).class
    },
  },
  {
    name: 'a stream that is never read',
    spans: [{ ...lost, failed: false }],
    leavesGarbage: true,
    async run({ client, provider, sdk }) {
      provider.next(script)
      const { stream } = await client.send(new sdk.ConverseStreamCommand(question))
      await provider.pause()
      return classOf(stream)
    },
  },
  {
    name: 'an exception in the middle of a stream',
    spans: [{ ...left, failed: true, errorType: 'ModelStreamErrorException' }],
    async run({ client, provider, sdk }) {
      provider.next({ ...script, errorAfterChunks: 2 })
      const { stream } = await client.send(new sdk.ConverseStreamCommand(question))
      return ((await failureOf(() => collect(eventsOf(stream)))) as { class?: string }).class
    },
  },
  {
    name: 'a frame whose checksum is wrong',
    spans: [{ operation: 'chat', failed: true }],
    async run({ client, provider, sdk }) {
      provider.next({ ...script, fault: 'malformed' })
      const { stream } = await client.send(new sdk.ConverseStreamCommand(question))
      return ((await failureOf(() => collect(eventsOf(stream)))) as { class?: string; message?: string }).class
    },
  },
  {
    name: 'a connection cut in the middle of a stream',
    spans: [{ operation: 'chat', estimated: true, costStatus: 'estimated' }],
    async run({ client, provider, sdk }) {
      provider.next({ ...script, cutAfterChunks: 2, chunkDelayMillis: 5 })
      const { stream } = await client.send(new sdk.ConverseStreamCommand(question))
      return ((await failureOf(() => collect(eventsOf(stream)))) as { class?: string }).class
    },
  },
]
