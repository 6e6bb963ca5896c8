import { classOf, failureOf } from '../harness/describe.ts'
import {
  type AnthropicScenario,
  answered,
  lost,
  question,
  refused,
  streamed,
  taken,
  takenNative,
  usage,
} from './stage.ts'

/** Calls that fail, are given up, or are sent again. */
export const failureScenarios: readonly AnthropicScenario[] = [
  ...[400, 401, 404, 429, 500, 529].map((status): AnthropicScenario => ({
    name: `an error ${status}`,
    spans: [refused()],
    async run({ client, provider, sdk }) {
      provider.next({ status })
      const failed: unknown = await client.messages.create(question).catch((error: unknown) => error)
      return {
        error: await failureOf(() => Promise.reject(failed)),
        isApiError: failed instanceof sdk.APIError,
        isRateLimit: failed instanceof sdk.RateLimitError,
      }
    },
  })),
  {
    name: 'an error 429 with retry-after',
    spans: [refused()],
    run({ client, provider }) {
      provider.next({ status: 429, retryAfterSeconds: 7 })
      return failureOf(() => client.messages.create(question))
    },
  },
  {
    name: 'an error 529 at the start of a stream',
    spans: [refused()],
    run({ client, provider }) {
      provider.next({ status: 529 })
      return failureOf(() => client.messages.create(streamed))
    },
  },
  {
    name: 'retries after 500 and 529, then an answer',
    spans: [{ ...answered, resends: 2 }],
    async run({ connect, provider }) {
      provider.next({ usage, attempts: [500, 529, 200], retryAfterMillis: 1 })
      return connect({ maxRetries: 2 }).messages.create(question)
    },
  },
  {
    name: 'retries that are used up',
    spans: [{ ...refused(), resends: 2 }],
    async run({ connect, provider }) {
      provider.next({ attempts: [529, 529, 529], retryAfterMillis: 1 })
      return failureOf(() => connect({ maxRetries: 2 }).messages.create(question))
    },
  },
  {
    name: 'a timeout',
    spans: [lost],
    async run({ client, provider, sdk }) {
      provider.next({ fault: 'never' })
      const failed: unknown = await client.messages.create(question, { timeout: 500 }).catch((error: unknown) => error)
      return { class: classOf(failed), isTimeout: failed instanceof sdk.APIConnectionTimeoutError }
    },
  },
  {
    name: 'a connection reset',
    spans: [lost],
    run({ client, provider }) {
      provider.next({ fault: 'reset' })
      return failureOf(() => client.messages.create(question))
    },
  },
  {
    name: 'a malformed JSON answer',
    spans: [lost],
    nativeSpans: [refused()],
    run({ client, provider }) {
      provider.next({ fault: 'malformed' })
      return failureOf(() => client.messages.create(question))
    },
  },
  {
    name: 'an AbortSignal during the call',
    spans: [taken],
    nativeSpans: [takenNative],
    async run({ client, provider }) {
      provider.next({ fault: 'never' })
      const controller = new AbortController()
      const failure = failureOf(() => client.messages.create(question, { signal: controller.signal }))
      await provider.received(1)
      controller.abort()
      return failure
    },
  },
]
