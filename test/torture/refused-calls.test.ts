import Anthropic, { RateLimitError as AnthropicRateLimitError } from '@anthropic-ai/sdk'
import { createOpenAI as createOpenAI3 } from '@ai-sdk/openai-3'
import { createOpenAI as createOpenAI4 } from '@ai-sdk/openai-4'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { BudgetExceededError, type Fetch, guardedFetch } from '@costspan/guard'
import { ChatAnthropic } from '@langchain/anthropic'
import { ChatOpenAI } from '@langchain/openai'
import { APICallError as APICallError6, generateText as generateText6, streamText as streamText6 } from 'ai-6'
import { APICallError as APICallError7, generateText as generateText7 } from 'ai-7'
import OpenAI, { RateLimitError as OpenAIRateLimitError } from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordingGuard, type RecordingGuard } from '../unit/guard/http/recording-guard.ts'

let provider: FakeProvider
let guard: RecordingGuard
let fetch: Fetch

beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())
beforeEach(() => {
  provider.reset()
  guard = recordingGuard(1_000n)
  fetch = guardedFetch(undefined, guard)
})

const HELLO = [{ role: 'user' as const, content: 'Hello' }]
const openai = () => new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', fetch })
const anthropic = () => new Anthropic({ baseURL: provider.anthropicUrl, apiKey: 'key', fetch })
const settings = () => ({ baseURL: provider.openaiUrl, apiKey: 'key', fetch })
const message = { model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO }

/** Each SDK with its own retries, as it comes. */
const CALLS: readonly (readonly [
  name: string,
  call: () => PromiseLike<unknown>,
  isOwn: (error: unknown) => boolean,
])[] = [
  [
    'openai',
    () => openai().chat.completions.create({ model: 'gpt-4o', messages: HELLO }),
    (error) => error instanceof OpenAIRateLimitError && error.code === 'insufficient_quota',
  ],
  [
    'openai, responses as a stream',
    () => openai().responses.create({ model: 'gpt-4o', input: 'Hello', stream: true }),
    (error) => error instanceof OpenAIRateLimitError,
  ],
  ['anthropic', () => anthropic().messages.create(message), (error) => error instanceof AnthropicRateLimitError],
  [
    'anthropic, as a stream',
    () => anthropic().messages.stream(message).finalMessage(),
    (error) => error instanceof AnthropicRateLimitError,
  ],
  [
    'AI SDK 6',
    () => generateText6({ model: createOpenAI3(settings()).chat('gpt-4o'), prompt: 'Hello' }),
    (error) => APICallError6.isInstance(error) && error.statusCode === 429,
  ],
  [
    'AI SDK 6, as a stream',
    () => {
      let failure: unknown
      const stream = streamText6({
        model: createOpenAI3(settings())('gpt-4o'),
        prompt: 'Hello',
        onError: ({ error }) => {
          failure = error
        },
      })
      return stream.consumeStream().then(() => Promise.reject(failure as Error))
    },
    (error) => APICallError6.isInstance(error),
  ],
  [
    'AI SDK 7',
    () => generateText7({ model: createOpenAI4(settings())('gpt-4o'), prompt: 'Hello' }),
    (error) => APICallError7.isInstance(error) && error.statusCode === 429,
  ],
  [
    'LangChain, openai',
    () => new ChatOpenAI({ model: 'gpt-4o', apiKey: 'key', configuration: settings() }).invoke('Hello'),
    (error) => error instanceof Error && error.name === 'InsufficientQuotaError',
  ],
  [
    'LangChain, anthropic',
    () =>
      new ChatAnthropic({
        model: 'claude-haiku-4-5',
        apiKey: 'key',
        anthropicApiUrl: provider.anthropicUrl,
        clientOptions: { fetch },
      }).invoke('Hello'),
    (error) => error instanceof Error,
  ],
]

describe('a refused call', () => {
  it.each(CALLS)(
    'through %s is asked once, sent never, and fails with an error of its own kind',
    async (_name, call, isOwn) => {
      const error = await rejection(call())
      expect({ isOwn: isOwn(error), asked: guard.asked.length, sent: provider.requests.length }).toEqual({
        isOwn: true,
        asked: 1,
        sent: 0,
      })
    },
  )

  it.each(CALLS)('through %s tells which budget refused, and when to come back', async (_name, call) => {
    const refused = BudgetExceededError.from(await rejection(call()))
    const { budget, scope, window, limit, spent, held, retryAfterSeconds } = refused ?? {}
    expect({ budget, scope, window, limit, spent, held, retryAfterSeconds }).toEqual({
      budget: 'test',
      scope: { user: 'u-17' },
      window: 'day',
      limit: 1_000n,
      spent: 0n,
      held: 0n,
      retryAfterSeconds: 3600,
    })
    expect(refused?.estimate).toBeGreaterThan(1_000n)
    expect(refused?.message).toBe(
      `Refused by the budget "test" of user u-17: what is left does not cover the call ($0.00 spent and $0.00 held of ` +
        `$0.000001 per day, this call at most ${usd(refused?.estimate)}); it will reset at 2026-11-23T00:00:00.000Z. Nothing was sent.`,
    )
  })

  it('is no other error: those of the provider are left alone', async () => {
    guard.limitNanoUsd = 10n ** 12n
    const call = { model: 'gpt-4o', messages: HELLO }
    const error = await rejection(
      openai().chat.completions.create(call, { maxRetries: 0, headers: { 'x-fake': '{"status":429}' } }),
    )
    expect(error).toBeInstanceOf(OpenAIRateLimitError)
    expect(BudgetExceededError.from(error)).toBeUndefined()
  })
})

function usd(nanoUsd = 0n): string {
  return `$${(Number(nanoUsd) / 1e9).toFixed(9).replace(/0+$/, '')}`
}

async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a rejection')
}
