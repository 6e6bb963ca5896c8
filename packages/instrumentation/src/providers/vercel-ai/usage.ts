import type { TokenUsage } from '../../provider.ts'

/**
 * Usage in the AI SDK's own words. Version 2 of the protocol has plain counts, later ones a total with its parts. The input is
 * a total that includes the cache, the output one that includes reasoning.
 */
export interface ModelUsage {
  readonly inputTokens?: number | InputTokens | null
  readonly outputTokens?: number | OutputTokens | null
  readonly cachedInputTokens?: number | null
  readonly reasoningTokens?: number | null
}

interface InputTokens {
  readonly total?: number | null
  readonly cacheRead?: number | null
  readonly cacheWrite?: number | null
}

interface OutputTokens {
  readonly total?: number | null
  readonly reasoning?: number | null
}

export function modelUsage(usage: ModelUsage | null | undefined): TokenUsage | undefined {
  const { inputTokens, outputTokens } = usage ?? {}
  if (typeof inputTokens === 'number') {
    return {
      input: inputTokens,
      output: typeof outputTokens === 'number' ? outputTokens : 0,
      cacheRead: usage?.cachedInputTokens ?? undefined,
      reasoning: usage?.reasoningTokens ?? undefined,
    }
  }
  if (typeof inputTokens !== 'object' || inputTokens?.total == null) return undefined
  const output = typeof outputTokens === 'object' ? outputTokens : undefined
  return {
    input: inputTokens.total,
    output: output?.total ?? 0,
    cacheRead: inputTokens.cacheRead ?? undefined,
    cacheWrite: inputTokens.cacheWrite ?? undefined,
    reasoning: output?.reasoning ?? undefined,
  }
}
