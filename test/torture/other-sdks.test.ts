import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { BudgetExceededError, createGuard, guardedFetch } from '@costspan/guard'
import { ApiError, GoogleGenAI } from '@google/genai'
import { Mistral } from '@mistralai/mistralai'
import { SDKError } from '@mistralai/mistralai/models/errors/sdkerror.js'
import { CohereClientV2, CohereError } from 'cohere-ai'
import Groq, { RateLimitError as GroqRateLimitError } from 'groq-sdk'
import Together, { RateLimitError as TogetherRateLimitError } from 'together-ai'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { recordingGuard } from '../unit/guard/http/recording-guard.ts'

let provider: FakeProvider
beforeAll(async () => {
  provider = await startFakeProvider({ defaults: { usage: { input: 1_000, output: 100 } } })
})
afterAll(() => provider.close())
afterEach(() => {
  vi.unstubAllGlobals()
  provider.reset()
})

const sendBare = globalThis.fetch
const messages = [{ role: 'user' as const, content: 'What did this call cost?' }]
const gemini = { model: 'gemini-2.5-flash', contents: 'What did this call cost?' }
const llama = { model: 'llama-3.3-70b-versatile', messages }
const turbo = { model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo', messages }
const command = { model: 'command-a-03-2025', messages }
const small = { model: 'mistral-small-latest', messages }

/** Clients as their SDKs make them, with their own retries. Each sends by the global `fetch`. */
const google = () => new GoogleGenAI({ apiKey: 'key', httpOptions: { baseUrl: provider.googleUrl } }).models
const mistral = () => new Mistral({ apiKey: 'key', serverURL: `${provider.url}/mistral` }).chat
const cohere = () => new CohereClientV2({ token: 'key', environment: `${provider.url}/cohere` })
const groq = () => new Groq({ apiKey: 'key', baseURL: `${provider.url}/groq` }).chat.completions
const together = () => new Together({ apiKey: 'key', baseURL: `${provider.url}/together/v1` }).chat.completions

interface Sdk {
  readonly name: string
  readonly call: () => PromiseLike<unknown>
  readonly stream: () => PromiseLike<AsyncIterable<unknown>>
  readonly isOwn: (error: unknown) => boolean
}

const SDKS: readonly Sdk[] = [
  {
    name: '@google/genai',
    call: () => google().generateContent(gemini),
    stream: () => google().generateContentStream(gemini),
    isOwn: (error) => error instanceof ApiError && error.status === 429,
  },
  {
    name: '@mistralai/mistralai',
    call: () => mistral().complete(small),
    stream: () => mistral().stream(small),
    isOwn: (error) => error instanceof SDKError && error.statusCode === 429,
  },
  {
    name: 'cohere-ai',
    call: () => cohere().chat(command),
    stream: () => cohere().chatStream(command),
    isOwn: (error) => error instanceof CohereError && error.statusCode === 402,
  },
  {
    name: 'groq-sdk',
    call: () => groq().create(llama),
    stream: () => groq().create({ ...llama, stream: true }),
    isOwn: (error) => error instanceof GroqRateLimitError,
  },
  {
    name: 'together-ai',
    call: () => together().create(turbo),
    stream: () => together().create({ ...turbo, stream: true }),
    isOwn: (error) => error instanceof TogetherRateLimitError,
  },
]

describe.each(SDKS)('under a guard, $name', ({ call, stream, isOwn }) => {
  it.each([
    ['call', call],
    ['stream', stream],
  ])(
    'is refused a %s once, by an error of its own kind that tells the budget, and sends nothing',
    async (_what, ask) => {
      const guard = recordingGuard(1_000n)
      vi.stubGlobal('fetch', guardedFetch(sendBare, guard))
      const error = await rejection(ask())
      const { budget, window, limit, retryAfterSeconds } = BudgetExceededError.from(error) ?? {}
      expect({ isOwn: isOwn(error), asked: guard.asked.length, sent: provider.requests.length }).toEqual({
        isOwn: true,
        asked: 1,
        sent: 0,
      })
      expect({ budget, window, limit, retryAfterSeconds }).toEqual({
        budget: 'test',
        window: 'day',
        limit: 1_000n,
        retryAfterSeconds: 3600,
      })
    },
  )

  it('has its calls and streams booked as the provider bills them', async () => {
    const guard = createGuard({ limit: '$100.00', per: 'day' })
    vi.stubGlobal('fetch', guardedFetch(sendBare, guard))
    await call()
    for await (const _ of await stream());
    await provider.idle()
    const { totalNanoUsd } = provider.bill()
    expect(totalNanoUsd).toBeGreaterThan(0n)
    await vi.waitFor(async () => expect(await guard.status()).toMatchObject([{ held: 0n }]))
    expect(await guard.status()).toMatchObject([{ spent: totalNanoUsd }])
    await guard.close()
  })
})

async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a rejection')
}
