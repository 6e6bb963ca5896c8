import type { CallResponse, TokenUsage } from '../../provider.ts'
import type { ReturnedCost } from './returned-cost.ts'

/** A count that servers leave out, or write as null, where they do not know it. */
type Count = number | null

/** Usage of chat completions and legacy completions, and of the many servers that speak their format. */
export interface CompletionUsage extends ReturnedCost {
  readonly prompt_tokens?: Count
  readonly completion_tokens?: Count
  readonly total_tokens?: Count
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: Count
    readonly cache_write_tokens?: Count
    readonly audio_tokens?: Count
  } | null
  readonly completion_tokens_details?: { readonly reasoning_tokens?: Count; readonly audio_tokens?: Count } | null
  /** DeepSeek's name for the cached tokens, of which some of its resellers send no other. */
  readonly prompt_cache_hit_tokens?: Count
  /** Perplexity's deep research bills reasoning, citations and searches on top of the completion, at prices of their own. */
  readonly reasoning_tokens?: Count
  readonly citation_tokens?: Count
  readonly num_search_queries?: Count
  /** Of Perplexity's other models: how much they searched, by which their fee for the request goes. */
  readonly search_context_size?: string | null
}

/** OpenAI counts cached tokens inside the prompt and reasoning inside the completion, as `TokenUsage` does. */
export function completionUsage(usage: CompletionUsage | null | undefined): TokenUsage | undefined {
  if (usage?.prompt_tokens == null) return undefined
  const { prompt_tokens: input, completion_tokens, prompt_tokens_details, completion_tokens_details } = usage
  const reasoning = completion_tokens_details?.reasoning_tokens ?? usage.reasoning_tokens ?? undefined
  return {
    input,
    output: outputTokens(input, completion_tokens ?? 0, reasoning ?? 0, usage),
    cacheRead: prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? undefined,
    cacheWrite: prompt_tokens_details?.cache_write_tokens ?? undefined,
    inputAudio: prompt_tokens_details?.audio_tokens ?? undefined,
    reasoning,
    outputAudio: completion_tokens_details?.audio_tokens ?? undefined,
  }
}

/**
 * All output tokens. xAI counts reasoning beside the completion, which shows in its total, and so does Perplexity's deep
 * research, which alone has citations: https://docs.x.ai/docs/key-information/consumption-and-rate-limits and
 * https://docs.perplexity.ai/getting-started/pricing (seen 2026-11).
 */
function outputTokens(input: number, completion: number, reasoning: number, usage: CompletionUsage): number {
  const isBeside = usage.total_tokens === input + completion + reasoning || usage.citation_tokens != null
  return isBeside ? completion + reasoning : completion
}

/** What Perplexity's deep research bills besides tokens: https://docs.perplexity.ai/getting-started/pricing (seen 2026-11). */
export function billedUnits(usage: CompletionUsage | null | undefined): CallResponse['units'] {
  const { citation_tokens: citations, num_search_queries: searches } = usage ?? {}
  // The other models carry a count of searches too, and bill the request instead; only deep research cites by the token.
  if (citations == null || searches == null) return undefined
  return { citation_tokens: citations, 'tool.web_search': searches }
}

/** The size of the search is no service tier at Perplexity, but like one it is another price for the same call. */
export function searchContextTier(usage: CompletionUsage | null | undefined): string | undefined {
  return usage?.citation_tokens == null ? (usage?.search_context_size ?? undefined) : undefined
}

/** Usage of the Responses API, and of images and transcriptions, which share its names. */
export interface ResponseUsage extends ReturnedCost {
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
