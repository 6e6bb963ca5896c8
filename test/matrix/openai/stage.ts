import type * as OpenAISdk from 'openai'
import type { Stream } from 'openai/core/streaming'
import type * as zodHelpers from 'openai/helpers/zod'
import type { z } from 'zod'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/openai-*` load, once by `import` and once by `require`. */
export interface OpenAIKit {
  readonly sdk: typeof OpenAISdk
  readonly Stream: typeof Stream
  readonly helpers: typeof zodHelpers
  readonly z: typeof z
}

/** Typed by openai 7; a scenario that an older major cannot play says so in `missingIn`. */
export interface OpenAIStage extends OpenAIKit {
  /** A client of the fake provider that never retries. */
  readonly client: OpenAISdk.OpenAI
  /** Another such client, with other options. */
  connect(options?: OpenAISdk.ClientOptions): OpenAISdk.OpenAI
}

export type OpenAIScenario = Scenario<OpenAIStage>

export function openaiStage(kit: OpenAIKit, { openaiUrl }: MatrixProvider): OpenAIStage {
  const connect: OpenAIStage['connect'] = (options) =>
    new kit.sdk.OpenAI({ apiKey: 'test', baseURL: openaiUrl, maxRetries: 0, ...options })
  return { ...kit, connect, client: connect() }
}

export const question = {
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'What did this call cost?' }],
} satisfies OpenAISdk.OpenAI.ChatCompletionCreateParamsNonStreaming

export const streamed = { ...question, stream: true } as const

export const streamedWithUsage = { ...streamed, stream_options: { include_usage: true } } as const

/** What the fake provider serves, scripted so that every span has the same known numbers. */
export const usage = { input: 1_000, output: 100 } as const

const chat = { operation: 'chat', requestModel: 'gpt-4o-mini' } as const

/** The span of a call that was answered with `usage`: 1,000 tokens at $0.15 and 100 at $0.60 a million. */
export const answered: ExpectedSpan = {
  ...chat,
  responseModel: 'gpt-4o-mini-2024-07-18',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 210_000,
  failed: false,
}

/**
 * The span of a stream whose usage nobody sent, so that we counted: six tokens of text, three around the message, one for
 * its role and three that open the answer (https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken).
 */
export const counted: ExpectedSpan = { ...chat, input: 13, estimated: true, costStatus: 'estimated', failed: false }

/** The same of a stream that was read to its end, whose text is `one two three four five`. */
export const countedWhole: ExpectedSpan = { ...counted, output: 5 }

/** The span of a call that the provider refused: no tokens and no cost are made up. */
export function refused(errorType: string): ExpectedSpan {
  return {
    ...chat,
    input: undefined,
    output: undefined,
    nanoUsd: undefined,
    unobserved: undefined,
    failed: true,
    errorType,
  }
}

/** The span of a call that was sent, and of which nothing came back. */
export function unobserved(errorType: string): ExpectedSpan {
  return { ...chat, output: undefined, costStatus: 'unobserved', unobserved: 1, failed: true, errorType }
}

/** The span of a call whose HTTP response the application took for itself, so that what it used stays unknown. */
export const taken: ExpectedSpan = {
  ...chat,
  nanoUsd: undefined,
  costStatus: 'unobserved',
  unobserved: 1,
  failed: false,
}
