import type * as AnthropicSdk from '@anthropic-ai/sdk'
import type { Stream } from '@anthropic-ai/sdk/core/streaming'
import type { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema'
import type { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import type { z } from 'zod'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/anthropic-*` load, once by `import` and once by `require`. */
export interface AnthropicKit {
  readonly sdk: typeof AnthropicSdk
  readonly Stream: typeof Stream
  readonly helpers: { readonly betaTool: typeof betaTool; readonly zodOutputFormat: typeof zodOutputFormat }
  readonly z: typeof z
}

/** Typed by the SDK's major 1; a scenario that 0.133 cannot play says so in `missingIn`. */
export interface AnthropicStage extends AnthropicKit {
  /** A client of the fake provider that never retries. */
  readonly client: AnthropicSdk.Anthropic
  /** Another such client, with other options. */
  connect(options?: AnthropicSdk.ClientOptions): AnthropicSdk.Anthropic
}

export type AnthropicScenario = Scenario<AnthropicStage>

export function anthropicStage(kit: AnthropicKit, { anthropicUrl }: MatrixProvider): AnthropicStage {
  const connect: AnthropicStage['connect'] = (options) =>
    new kit.sdk.Anthropic({ apiKey: 'test', baseURL: anthropicUrl, maxRetries: 0, ...options })
  return { ...kit, connect, client: connect() }
}

export const question = {
  model: 'claude-haiku-4-5',
  max_tokens: 200,
  messages: [{ role: 'user', content: 'What did this call cost?' }],
} satisfies AnthropicSdk.Anthropic.MessageCreateParamsNonStreaming

export const streamed = { ...question, stream: true } as const

/** What the fake provider serves, scripted so that every span has the same known numbers. */
export const usage = { input: 1_000, output: 100 } as const

export const script = { usage, text: 'one two three four five', chunks: 5 } as const

/** Slow enough that a reader who leaves early is gone long before the server has finished. */
export const slow = {
  text: 'word '.repeat(200),
  chunks: 200,
  chunkDelayMillis: 5,
  usage: { input: 1_000, output: 200 },
}

const chat = { operation: 'chat', requestModel: 'claude-haiku-4-5' } as const

/** The span of a call that was answered with `usage`: 1,000 tokens at $1 and 100 at $5 a million. */
export const answered: ExpectedSpan = {
  ...chat,
  responseModel: 'claude-haiku-4-5-20251001',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 1_500_000,
  failed: false,
}

/** The span of a stream that the application left: the first event has told the input, the output was counted by us. */
export const left: ExpectedSpan = { ...chat, input: 1_000, estimated: true, costStatus: 'estimated', failed: false }

/** The same where the SDK makes the span: it does not count, so that the output stays open. */
export const leftNative: ExpectedSpan = {
  ...chat,
  input: 1_000,
  output: undefined,
  costStatus: 'estimated',
  failed: false,
}

/** The span of a call whose HTTP response the application took for itself, so that what it used stays unknown. */
export const taken: ExpectedSpan = { ...chat, nanoUsd: undefined, costStatus: 'unobserved', failed: false }

/** The same where the SDK makes the span. */
export const takenNative: ExpectedSpan = { ...taken, costStatus: 'unpriced' }

/** The span of a call that was sent, and of which nothing came back. */
export const lost: ExpectedSpan = {
  ...chat,
  output: undefined,
  nanoUsd: undefined,
  costStatus: 'unobserved',
  failed: true,
}

/** The span of a call that the provider refused: no tokens and no cost are made up. */
export function refused(): ExpectedSpan {
  return { ...chat, input: undefined, output: undefined, nanoUsd: undefined, failed: true }
}
