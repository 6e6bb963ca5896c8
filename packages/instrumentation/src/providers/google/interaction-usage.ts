import type { TokenUsage } from '../../provider.ts'
import { contentUsage, type UsageMetadata } from './usage.ts'

type Count = number | null

interface ModalityTokens {
  readonly modality?: string | null
  readonly tokens?: Count
}

type ByModality = readonly (ModalityTokens | null)[] | null

/** Usage of an interaction: what generateContent tells, by other names. */
export interface InteractionUsage {
  readonly total_input_tokens?: Count
  readonly total_cached_tokens?: Count
  readonly total_tool_use_tokens?: Count
  readonly total_output_tokens?: Count
  readonly total_thought_tokens?: Count
  readonly input_tokens_by_modality?: ByModality
  readonly cached_tokens_by_modality?: ByModality
  readonly tool_use_tokens_by_modality?: ByModality
  readonly output_tokens_by_modality?: ByModality
  readonly grounding_tool_count?: readonly ({ readonly type?: string | null; readonly count?: Count } | null)[] | null
}

export function interactionUsage(usage: InteractionUsage | null | undefined): TokenUsage | undefined {
  if (usage?.total_input_tokens == null) return undefined
  return contentUsage({
    promptTokenCount: usage.total_input_tokens,
    cachedContentTokenCount: usage.total_cached_tokens ?? null,
    toolUsePromptTokenCount: usage.total_tool_use_tokens ?? null,
    candidatesTokenCount: usage.total_output_tokens ?? null,
    thoughtsTokenCount: usage.total_thought_tokens ?? null,
    promptTokensDetails: detailsOf(usage.input_tokens_by_modality),
    cacheTokensDetails: detailsOf(usage.cached_tokens_by_modality),
    toolUsePromptTokensDetails: detailsOf(usage.tool_use_tokens_by_modality),
    candidatesTokensDetails: detailsOf(usage.output_tokens_by_modality),
  })
}

/** Searches that Google bills, as it counts them itself. */
export function countedSearches(usage: InteractionUsage | null | undefined): number {
  const counts = usage?.grounding_tool_count ?? []
  return counts.reduce((sum, each) => sum + (each?.type === 'google_search' ? (each.count ?? 0) : 0), 0)
}

function detailsOf(counts: ByModality | undefined): NonNullable<UsageMetadata['promptTokensDetails']> | null {
  if (counts === null || counts === undefined) return null
  return counts.map((each) => ({ modality: each?.modality?.toUpperCase() ?? null, tokenCount: each?.tokens ?? null }))
}
