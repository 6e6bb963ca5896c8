import type { TokenUsage } from '../../provider.ts'

/**
 * Totals of one model in a run of the Claude Agent SDK, as its result messages have them. They leave the cache out of the input,
 * as Anthropic's own usage does, and grow from result to result while a run goes on.
 * https://platform.claude.com/docs/en/agent-sdk/cost-tracking, seen 2026-11.
 */
export interface ModelTotals {
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly cacheReadInputTokens?: number
  readonly cacheCreationInputTokens?: number
  readonly cacheCreationEphemeral1hInputTokens?: number
  readonly thinkingTokens?: number
  readonly webSearchRequests?: number
  readonly canonicalModel?: string
  /** `firstParty`, `bedrock`, `vertex`. */
  readonly provider?: string
}

const COUNTS = [
  'inputTokens',
  'outputTokens',
  'cacheReadInputTokens',
  'cacheCreationInputTokens',
  'cacheCreationEphemeral1hInputTokens',
  'thinkingTokens',
  'webSearchRequests',
] as const

/** What has been used since an earlier result, or undefined where it is nothing. */
export function usedSince(earlier: ModelTotals | undefined, totals: ModelTotals): ModelTotals | undefined {
  const used = COUNTS.map((name) => [name, (totals[name] ?? 0) - (earlier?.[name] ?? 0)] as const)
  return used.every(([, count]) => count === 0) ? undefined : { ...totals, ...Object.fromEntries(used) }
}

export function usageOf(totals: ModelTotals): TokenUsage {
  const { inputTokens = 0, outputTokens = 0, cacheReadInputTokens = 0, cacheCreationInputTokens = 0 } = totals
  return {
    input: inputTokens + cacheReadInputTokens + cacheCreationInputTokens,
    output: outputTokens,
    cacheRead: cacheReadInputTokens,
    cacheWrite: cacheCreationInputTokens,
    cacheWrite1h: totals.cacheCreationEphemeral1hInputTokens,
    reasoning: totals.thinkingTokens,
  }
}
