import { failureOf } from '../harness/describe.ts'
import { answered, type GoogleScenario, lost, question, refused, seen, usage } from './stage.ts'

/** Calls that fail, are given up, or are sent again. */
export const failureScenarios: readonly GoogleScenario[] = [
  ...[400, 401, 403, 404, 429, 500, 503].map((status): GoogleScenario => ({
    name: `an error ${status}`,
    spans: [{ ...refused, errorType: String(status) }],
    async run({ client, provider, sdk }) {
      provider.next({ status })
      const failed: unknown = await client.models.generateContent(question).catch((error: unknown) => error)
      return {
        error: await failureOf(() => Promise.reject(failed)),
        isApiError: failed instanceof sdk.ApiError,
      }
    },
  })),
  {
    name: 'an error 503 at the start of a stream',
    spans: [{ ...refused, errorType: '503' }],
    run({ client, provider }) {
      provider.next({ status: 503 })
      return failureOf(() => client.models.generateContentStream(question))
    },
  },
  {
    name: 'retries after 500 and 503, then an answer',
    spans: [{ ...answered, resends: 2, unobserved: undefined }],
    missingIn: ['google-1'],
    async run({ connect, provider }) {
      provider.next({ usage, attempts: [500, 503, 200] })
      const client = connect({ retryOptions: { attempts: 3, initialDelay: 0.01, jitter: 0 } })
      return seen(await client.models.generateContent(question))
    },
  },
  {
    name: 'a timeout',
    // The SDK rejects with the very error of an abort by the application, which is no failure.
    spans: [{ ...lost, failed: false }],
    async run({ connect, provider }) {
      provider.next({ fault: 'never' })
      return failureOf(() => connect({ timeout: 500 }).models.generateContent(question))
    },
  },
  {
    name: 'a connection reset',
    spans: [lost],
    run({ client, provider }) {
      provider.next({ fault: 'reset' })
      return failureOf(() => client.models.generateContent(question))
    },
  },
  {
    name: 'a malformed JSON answer',
    spans: [lost],
    run({ client, provider }) {
      provider.next({ fault: 'malformed' })
      return failureOf(() => client.models.generateContent(question))
    },
  },
  {
    name: 'an AbortSignal during the call',
    spans: [{ ...lost, failed: false }],
    async run({ client, provider }) {
      provider.next({ fault: 'never' })
      const controller = new AbortController()
      const config = { abortSignal: controller.signal }
      const failure = failureOf(() => client.models.generateContent({ ...question, config }))
      await provider.received(1)
      controller.abort()
      return failure
    },
  },
]
