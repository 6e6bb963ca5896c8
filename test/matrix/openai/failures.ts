import { classOf, failureOf } from '../harness/describe.ts'
import { answered, type OpenAIScenario, question, refused, taken, unobserved, usage } from './stage.ts'

/** Calls that fail, are given up, or are sent again. */
export const failureScenarios: readonly OpenAIScenario[] = [
  ...[400, 401, 403, 404, 422, 429, 500].map((status): OpenAIScenario => ({
    name: `an error ${status}`,
    spans: [refused(String(status))],
    async run({ client, provider, sdk }) {
      provider.next({ status })
      const failed: unknown = await client.chat.completions.create(question).catch((error: unknown) => error)
      return {
        error: await failureOf(() => Promise.reject(failed)),
        isApiError: failed instanceof sdk.APIError,
        isRateLimit: failed instanceof sdk.RateLimitError,
      }
    },
  })),
  {
    name: 'an error 429 with retry-after',
    spans: [refused('429')],
    run({ client, provider }) {
      provider.next({ status: 429, retryAfterSeconds: 7 })
      return failureOf(() => client.chat.completions.create(question))
    },
  },
  {
    name: 'an error 429 at the start of a stream',
    spans: [refused('429')],
    run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.chat.completions.create({ ...question, stream: true }))
    },
  },
  {
    name: 'retries after 500 and 500, then an answer',
    spans: [{ ...answered, resends: 2 }],
    async run({ connect, provider }) {
      provider.next({ usage, attempts: [500, 500, 200], retryAfterMillis: 1 })
      return connect({ maxRetries: 2 }).chat.completions.create(question)
    },
  },
  {
    name: 'a retry after 429 with retry-after',
    spans: [{ ...answered, resends: 1 }],
    async run({ connect, provider }) {
      provider.next({ usage, attempts: [{ status: 429, retryAfterMillis: 30 }, 200] })
      return connect({ maxRetries: 2 }).chat.completions.create(question)
    },
  },
  {
    name: 'retries that are used up',
    spans: [{ ...refused('500'), resends: 2 }],
    async run({ connect, provider }) {
      provider.next({ attempts: [500, 500, 500], retryAfterMillis: 1 })
      return failureOf(() => connect({ maxRetries: 2 }).chat.completions.create(question))
    },
  },
  {
    name: 'a retry that the server forbids',
    spans: [{ ...refused('500'), resends: undefined }],
    async run({ connect, provider }) {
      provider.next({ status: 500, headers: { 'x-should-retry': 'false' } })
      return failureOf(() => connect({ maxRetries: 2 }).chat.completions.create(question))
    },
  },
  {
    name: 'a retry after a connection reset',
    spans: [
      { operation: 'chat', input: 1_000, output: 100, nanoUsd: 210_000, failed: false, resends: 1, unobserved: 1 },
    ],
    async run({ connect, provider }) {
      provider.next({ usage, attempts: [{ fault: 'reset' }, 200] })
      return connect({ maxRetries: 1 }).chat.completions.create(question)
    },
  },
  {
    name: 'a retry after a timeout',
    spans: [{ ...answered, resends: 1, unobserved: 1 }],
    async run({ connect, provider }) {
      provider.next({ usage, attempts: [{ fault: 'never' }, 200] })
      return connect({ maxRetries: 1 }).chat.completions.create(question, { timeout: 500 })
    },
  },
  {
    name: 'a timeout',
    spans: [unobserved('APIConnectionTimeoutError')],
    async run({ client, provider, sdk }) {
      provider.next({ fault: 'never' })
      const failed: unknown = await client.chat.completions
        .create(question, { timeout: 500 })
        .catch((error: unknown) => error)
      return { class: classOf(failed), isTimeout: failed instanceof sdk.APIConnectionTimeoutError }
    },
  },
  {
    name: 'a connection reset',
    spans: [unobserved('APIConnectionError')],
    run({ client, provider }) {
      provider.next({ fault: 'reset' })
      return failureOf(() => client.chat.completions.create(question))
    },
  },
  {
    name: 'a refused connection',
    spans: [{ operation: 'chat', output: undefined, nanoUsd: undefined, unobserved: undefined, failed: true }],
    run: ({ connect }) =>
      failureOf(() => connect({ baseURL: 'http://127.0.0.1:1/v1' }).chat.completions.create(question)),
  },
  {
    name: 'a malformed JSON answer',
    spans: [unobserved('SyntaxError')],
    run({ client, provider }) {
      provider.next({ fault: 'malformed' })
      return failureOf(() => client.chat.completions.create(question))
    },
  },
  {
    name: 'an empty answer',
    spans: [{ operation: 'chat', output: undefined, nanoUsd: undefined, failed: false }],
    run({ client, provider }) {
      provider.next({ fault: 'empty' })
      return failureOf(() => client.chat.completions.create(question))
    },
  },
  {
    name: 'an answer without usage',
    spans: [{ operation: 'chat', nanoUsd: undefined, costStatus: 'unpriced', failed: false }],
    run({ client, provider }) {
      provider.next({ rawUsage: null })
      return client.chat.completions.create(question)
    },
  },
  {
    name: 'an answer whose usage is nonsense',
    spans: [{ operation: 'chat', nanoUsd: undefined, costStatus: 'invalid', failed: false }],
    run({ client, provider }) {
      provider.next({ rawUsage: { prompt_tokens: 'many', completion_tokens: -3, prompt_tokens_details: 7 } })
      return client.chat.completions.create(question)
    },
  },
  {
    name: 'an AbortSignal before the call',
    spans: [{ operation: 'chat', output: undefined, nanoUsd: undefined, unobserved: undefined, failed: false }],
    run: ({ client }) => failureOf(() => client.chat.completions.create(question, { signal: AbortSignal.abort() })),
  },
  {
    name: 'an AbortSignal during the call',
    spans: [taken],
    async run({ client, provider }) {
      provider.next({ fault: 'never' })
      const controller = new AbortController()
      const failure = failureOf(() => client.chat.completions.create(question, { signal: controller.signal }))
      await provider.received(1)
      controller.abort()
      return failure
    },
  },
]
