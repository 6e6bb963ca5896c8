import type { TokenUsage } from '../../provider.ts'

/** A count that servers leave out, or write as null, where they do not know it. */
type Count = number | null

/** Usage of chat completions and legacy completions, and of the many servers that speak their format. */
export interface CompletionUsage {
  readonly prompt_tokens?: Count
  readonly completion_tokens?: Count
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: Count
    readonly cache_write_tokens?: Count
    readonly audio_tokens?: Count
  } | null
  readonly completion_tokens_details?: { readonly reasoning_tokens?: Count; readonly audio_tokens?: Count } | null
  /** What OpenRouter charges for the call, in USD. */
  readonly cost?: number | null
  readonly is_byok?: boolean | null
  readonly cost_details?: { readonly upstream_inference_cost?: number | null } | null
}

/** OpenAI counts cached tokens inside the prompt and reasoning inside the completion, as `TokenUsage` does. */
export function completionUsage(usage: CompletionUsage | null | undefined): TokenUsage | undefined {
  if (usage?.prompt_tokens == null) return undefined
  return {
    input: usage.prompt_tokens,
    output: usage.completion_tokens ?? 0,
    cacheRead: usage.prompt_tokens_details?.cached_tokens ?? undefined,
    cacheWrite: usage.prompt_tokens_details?.cache_write_tokens ?? undefined,
    inputAudio: usage.prompt_tokens_details?.audio_tokens ?? undefined,
    reasoning: usage.completion_tokens_details?.reasoning_tokens ?? undefined,
    outputAudio: usage.completion_tokens_details?.audio_tokens ?? undefined,
  }
}

/** With a key of one's own at OpenRouter, its fee comes on top of what the upstream provider bills. */
export function returnedCostUsd(usage: CompletionUsage | null | undefined): number | undefined {
  if (usage?.cost == null) return undefined
  return usage.is_byok === true ? usage.cost + (usage.cost_details?.upstream_inference_cost ?? 0) : usage.cost
}

/** Usage of the Responses API, and of images and transcriptions, which share its names. */
export interface ResponseUsage {
  readonly input_tokens?: Count
  readonly output_tokens?: Count
  readonly input_tokens_details?: {
    readonly cached_tokens?: Count
    readonly cache_write_tokens?: Count
  } | null
  readonly output_tokens_details?: { readonly reasoning_tokens?: Count } | null
}

/** The Responses API, too, reports inclusive totals. */
export function responseUsage(usage: ResponseUsage | null | undefined): TokenUsage | undefined {
  if (usage?.input_tokens == null) return undefined
  return {
    input: usage.input_tokens,
    output: usage.output_tokens ?? 0,
    cacheRead: usage.input_tokens_details?.cached_tokens ?? undefined,
    cacheWrite: usage.input_tokens_details?.cache_write_tokens ?? undefined,
    reasoning: usage.output_tokens_details?.reasoning_tokens ?? undefined,
  }
}
