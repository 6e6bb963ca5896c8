import type { CallResponse, TokenUsage } from '../../provider.ts'

type Count = number | null

/** Usage at the end of a chat (`usage` in v2), or in the `meta` of any other answer. Cohere bills what it calls billed. */
export interface CohereUsage {
  readonly billedUnits?: {
    readonly inputTokens?: Count
    readonly outputTokens?: Count
    readonly imageTokens?: Count
    readonly searchUnits?: Count
    readonly classifications?: Count
  } | null
  readonly cachedTokens?: Count
}

/**
 * The tokens that were billed, which are fewer than those that the model read: Cohere takes off what its own prompt adds.
 * https://docs.cohere.com/docs/how-does-cohere-pricing-work, seen 2026-11.
 */
export function cohereTokens(usage: CohereUsage | null | undefined): TokenUsage | undefined {
  const { inputTokens, outputTokens, imageTokens } = usage?.billedUnits ?? {}
  if (inputTokens == null && outputTokens == null && imageTokens == null) return undefined
  return {
    input: (inputTokens ?? 0) + (imageTokens ?? 0),
    output: outputTokens ?? 0,
    inputImage: imageTokens ?? undefined,
    cacheRead: cachedOf(usage, inputTokens ?? 0),
  }
}

/** What is billed by the piece: a search unit is one query over up to 100 documents. */
export function cohereUnits(usage: CohereUsage | null | undefined): CallResponse['units'] {
  const { searchUnits, classifications } = usage?.billedUnits ?? {}
  if (searchUnits == null && classifications == null) return undefined
  return {
    ...(searchUnits != null && { search_units: searchUnits }),
    ...(classifications != null && { classifications }),
  }
}

/** The cache holds tokens of Cohere's own prompt too, which are not among the billed ones. */
function cachedOf(usage: CohereUsage | null | undefined, billed: number): number | undefined {
  return usage?.cachedTokens == null ? undefined : Math.min(usage.cachedTokens, billed)
}
