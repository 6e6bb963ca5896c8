import type { TokenUsage } from '../../provider.ts'

/** Usage of chat completions and legacy completions, and of the many servers that speak their format. */
export interface CompletionUsage {
  readonly prompt_tokens?: number
  readonly completion_tokens?: number
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: number
    readonly cache_write_tokens?: number
    readonly audio_tokens?: number
  } | null
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number; readonly audio_tokens?: number } | null
  /** What OpenRouter charges for the call, in USD. */
  readonly cost?: number
  readonly is_byok?: boolean
  readonly cost_details?: { readonly upstream_inference_cost?: number | null } | null
}

/** OpenAI counts cached tokens inside the prompt and reasoning inside the completion, as `TokenUsage` does. */
export function completionUsage(usage: CompletionUsage | null | undefined): TokenUsage | undefined {
  if (usage?.prompt_tokens === undefined) return undefined
  return {
    input: usage.prompt_tokens,
    output: usage.completion_tokens ?? 0,
    cacheRead: usage.prompt_tokens_details?.cached_tokens,
    cacheWrite: usage.prompt_tokens_details?.cache_write_tokens,
    inputAudio: usage.prompt_tokens_details?.audio_tokens,
    reasoning: usage.completion_tokens_details?.reasoning_tokens,
    outputAudio: usage.completion_tokens_details?.audio_tokens,
  }
}

/** With a key of one's own at OpenRouter, its fee comes on top of what the upstream provider bills. */
export function returnedCostUsd(usage: CompletionUsage | null | undefined): number | undefined {
  if (usage?.cost === undefined) return undefined
  return usage.is_byok === true ? usage.cost + (usage.cost_details?.upstream_inference_cost ?? 0) : usage.cost
}

/** Usage of the Responses API, and of images and transcriptions, which share its names. */
export interface ResponseUsage {
  readonly input_tokens?: number
  readonly output_tokens?: number
  readonly input_tokens_details?: {
    readonly cached_tokens?: number
    readonly cache_write_tokens?: number
  } | null
  readonly output_tokens_details?: { readonly reasoning_tokens?: number } | null
}

/** The Responses API, too, reports inclusive totals. */
export function responseUsage(usage: ResponseUsage | null | undefined): TokenUsage | undefined {
  if (usage?.input_tokens === undefined) return undefined
  return {
    input: usage.input_tokens,
    output: usage.output_tokens ?? 0,
    cacheRead: usage.input_tokens_details?.cached_tokens,
    cacheWrite: usage.input_tokens_details?.cache_write_tokens,
    reasoning: usage.output_tokens_details?.reasoning_tokens,
  }
}
