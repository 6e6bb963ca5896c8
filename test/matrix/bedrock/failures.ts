import { failureOf } from '../harness/describe.ts'
import { answered, type BedrockScenario, lost, question, refused, usage } from './stage.ts'

/** Calls that fail, are given up, or are sent again. */
export const failureScenarios: readonly BedrockScenario[] = [
  ...[400, 403, 404, 429, 500, 503].map((status): BedrockScenario => ({
    name: `an error ${status}`,
    spans: [{ ...refused, errorType: String(status), costStatus: undefined }],
    async run({ client, provider, sdk }) {
      provider.next({ status })
      const failed: unknown = await client.send(new sdk.ConverseCommand(question)).catch((error: unknown) => error)
      const isServiceException = failed instanceof sdk.BedrockRuntimeServiceException
      const { name, message, $metadata } = failed as Error & { readonly $metadata?: object }
      return { name, message, $metadata, isServiceException }
    },
  })),
  {
    name: 'an error 429 at the start of a stream',
    spans: [{ ...refused, errorType: '429' }],
    async run({ client, provider, sdk }) {
      provider.next({ status: 429 })
      const stream = client.send(new sdk.ConverseStreamCommand(question))
      return ((await failureOf(() => stream)) as { class?: string }).class
    },
  },
  {
    name: 'retries after 500 and 503, then an answer',
    spans: [{ ...answered, resends: 2, unobserved: undefined }],
    async run({ connect, provider, sdk }) {
      provider.next({ usage, attempts: [500, 503, 200] })
      // Its own wait between the attempts is random.
      const { $metadata, ...answer } = await connect({ maxAttempts: 3 }).send(new sdk.ConverseCommand(question))
      return { answer, attempts: $metadata.attempts }
    },
  },
  {
    name: 'a connection that was reset, then an answer',
    spans: [{ ...answered, resends: 1, unobserved: 1 }],
    async run({ connect, provider, sdk }) {
      provider.next({ fault: 'reset' }, { usage })
      return (await connect({ maxAttempts: 2 }).send(new sdk.ConverseCommand(question))).stopReason
    },
  },
  {
    name: 'a malformed JSON answer',
    spans: [lost],
    async run({ client, provider, sdk }) {
      provider.next({ fault: 'malformed' })
      return ((await failureOf(() => client.send(new sdk.ConverseCommand(question)))) as { class?: string }).class
    },
  },
  {
    name: 'an AbortSignal during the call',
    spans: [{ ...lost, failed: false }],
    async run({ client, provider, sdk }) {
      provider.next({ fault: 'never' })
      const controller = new AbortController()
      const failure = failureOf(() =>
        client.send(new sdk.ConverseCommand(question), { abortSignal: controller.signal }),
      )
      await provider.received(1)
      controller.abort()
      return failure
    },
  },
  {
    name: 'nobody listens at the endpoint',
    spans: [{ ...refused, costStatus: undefined }],
    async run({ connect, sdk }) {
      const client = connect({ endpoint: 'http://127.0.0.1:1' })
      return ((await failureOf(() => client.send(new sdk.ConverseCommand(question)))) as { class?: string }).class
    },
  },
  {
    name: 'a command without a model, which the SDK refuses',
    spans: [{ operation: 'chat', nanoUsd: undefined, costStatus: undefined, failed: true }],
    run({ client, sdk }) {
      const { messages } = question
      return failureOf(() => client.send(new sdk.ConverseCommand({ messages } as typeof question)))
    },
  },
]
