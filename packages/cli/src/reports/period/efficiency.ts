import type { SpendGroup, Spread } from '../../ledger/ledger.ts'

/** How much goes in and comes out of calls, and how answers end. */
export interface Efficiency {
  readonly inputTokens: MeanAndP95
  readonly outputTokens: MeanAndP95
  /** Output tokens for each input token, the mean over calls. */
  readonly outputPerInput: MeanAndP95
  /** Calls by the reason for which the answer ended, most first. */
  readonly finishReasons: readonly FinishReason[]
}

interface MeanAndP95 {
  readonly mean: number
  readonly p95: number
}

interface FinishReason {
  readonly reason: string
  readonly calls: number
}

/** @param spreads of input tokens, output tokens and output per input, each with the 95th percentile */
export function efficiencyOf(
  [input, output, ratio]: readonly (Spread | undefined)[],
  reasons: readonly SpendGroup[],
): Efficiency {
  return {
    inputTokens: meanAndP95(input),
    outputTokens: meanAndP95(output),
    outputPerInput: meanAndP95(ratio),
    finishReasons: reasons
      .flatMap(({ key, calls }) => (key.finishReason === undefined ? [] : [{ reason: key.finishReason, calls }]))
      .toSorted((a, b) => b.calls - a.calls),
  }
}

function meanAndP95(spread: Spread | undefined): MeanAndP95 {
  return { mean: spread?.mean ?? 0, p95: spread?.quantiles[0] ?? 0 }
}
