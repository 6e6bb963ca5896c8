import type { SpendSum } from '../../ledger/ledger.ts'

/** What tokens have cost on average, in nano-USD each; 0 where there were none. */
export interface TokenRates {
  /** A token of the input that was neither read from a cache nor written to one. */
  readonly freshInput: number
  /** Any token of the input. */
  readonly input: number
  readonly cacheRead: number
  readonly output: number
}

/** The rates that calls were billed at, from what they cost: discounts, tiers and dated prices are in them. */
export function tokenRates({ parts, ...sum }: SpendSum): TokenRates {
  const fresh = freshTokens({ parts, ...sum })
  return {
    freshInput: rate(parts.input, fresh),
    input: rate(parts.input + parts.cacheRead + parts.cacheWrite, sum.inputTokens),
    cacheRead: rate(parts.cacheRead, sum.cacheReadTokens),
    output: rate(parts.output + parts.reasoning, sum.outputTokens),
  }
}

export function freshTokens({ inputTokens, cacheReadTokens, cacheWriteTokens }: SpendSum): number {
  return Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens)
}

function rate(nanoUsd: bigint, tokens: number): number {
  return tokens === 0 ? 0 : Number(nanoUsd) / tokens
}
