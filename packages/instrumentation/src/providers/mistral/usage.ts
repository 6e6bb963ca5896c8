import type { TokenUsage } from '../../provider.ts'

type Count = number | null

/** Usage as the SDK hands it over: its own fields in camel case, those that it does not know as they were sent. */
export interface MistralUsage {
  readonly promptTokens?: Count
  readonly completionTokens?: Count
  readonly serviceTier?: string | null
  readonly promptTokensDetails?: { readonly cachedTokens?: Count } | null
  readonly prompt_tokens_details?: { readonly cached_tokens?: Count } | null
  readonly num_cached_tokens?: Count
}

/** Mistral counts as OpenAI does. https://docs.mistral.ai/studio-api/conversations/advanced/prompt-caching, seen 2026-11. */
export function mistralUsage(usage: MistralUsage | null | undefined): TokenUsage | undefined {
  if (usage?.promptTokens == null) return undefined
  return {
    input: usage.promptTokens,
    output: usage.completionTokens ?? 0,
    cacheRead:
      usage.prompt_tokens_details?.cached_tokens ??
      usage.promptTokensDetails?.cachedTokens ??
      usage.num_cached_tokens ??
      undefined,
  }
}
