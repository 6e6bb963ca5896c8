import type { TokenUsage } from '../../provider.ts'
import { type MessageUsage, messageUsage } from '../anthropic/usage.ts'
import { type CompletionUsage, completionUsage } from '../openai/usage.ts'
import { type ConverseUsage, converseUsage } from './converse-usage.ts'

type Count = number | null

/** How the families of models tell their usage in InvokeModel, each in words of its own. */
export interface InvokeUsage {
  /** Claude, Nova, and those that speak as OpenAI does. */
  readonly usage?: (MessageUsage & ConverseUsage & CompletionUsage) | null
  /** Llama. */
  readonly prompt_token_count?: Count
  readonly generation_token_count?: Count
  /** Titan. */
  readonly inputTextTokenCount?: Count
  readonly results?: readonly ({ readonly tokenCount?: Count } | null)[] | null
}

/** What Bedrock itself counts, in headers and in the last event of a stream. */
export interface BedrockCounts {
  readonly inputTokenCount?: Count
  readonly outputTokenCount?: Count
  readonly cacheReadInputTokenCount?: Count
  readonly cacheWriteInputTokenCount?: Count
}

/** Usage as the model's own answer tells it; undefined where it does not, as of Mistral's and Cohere's. */
export function usageInBody(body: InvokeUsage): TokenUsage | undefined {
  const { usage, prompt_token_count, generation_token_count, inputTextTokenCount, results } = body
  const told = messageUsage(usage) ?? converseUsage(usage) ?? completionUsage(usage)
  if (told !== undefined) return told
  if (prompt_token_count != null) return { input: prompt_token_count, output: generation_token_count ?? 0 }
  if (inputTextTokenCount == null) return undefined
  return { input: inputTextTokenCount, output: (results ?? []).reduce((sum, each) => sum + (each?.tokenCount ?? 0), 0) }
}

/** Usage as Bedrock counts it. Like that of Converse, it leaves the cache out of the input. */
export function countedUsage(counts: BedrockCounts | null | undefined): TokenUsage | undefined {
  if (counts?.inputTokenCount == null) return undefined
  return converseUsage({ ...counts, inputTokens: counts.inputTokenCount, outputTokens: counts.outputTokenCount ?? 0 })
}

/** The counts in the headers of an answer. */
export function countsInHeaders(headers: Readonly<Record<string, string>> | null | undefined): BedrockCounts {
  const count = (name: string): Count => {
    const value = Number(headers?.[`x-amzn-bedrock-${name}-token-count`] ?? Number.NaN)
    return Number.isFinite(value) ? value : null
  }
  return {
    inputTokenCount: count('input'),
    outputTokenCount: count('output'),
    cacheReadInputTokenCount: count('cache-read-input'),
    cacheWriteInputTokenCount: count('cache-write-input'),
  }
}
