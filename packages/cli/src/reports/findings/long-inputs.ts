import type { Finding } from './finding.ts'
import type { FeatureFacts, FindingFacts } from './finding-facts.ts'
import { formatCount } from '../format-count.ts'
import { nanoAmount } from './nano-amount.ts'
import { tokenRates } from './token-rates.ts'

const MOST_TIMES_MEAN = 10
const FEWEST_CALLS = 20

/** Few calls with by far the longest inputs: the 95th percentile is above ten times what is typical. */
export function longInputs({ features }: FindingFacts): readonly Finding[] {
  return features.flatMap((feature) => {
    const { sum, meanInputTokens, inputPercentiles } = feature
    const [p95, p99] = [inputPercentiles[94] ?? 0, inputPercentiles[98] ?? 0]
    const cap = MOST_TIMES_MEAN * typical(feature)
    if (sum.calls < FEWEST_CALLS || p95 <= cap) return []
    return [
      {
        rule: 'long-inputs',
        subject: feature.feature,
        evidence: `95 % of inputs are up to ${formatCount(p95)} tokens, 99 % up to ${formatCount(p99)}; half are below ${formatCount(inputPercentiles[49] ?? 0)}, the mean is ${formatCount(meanInputTokens)}`,
        advice: `limit the input to ${formatCount(cap)} tokens, or send the relevant parts of long documents only`,
        savedNanoUsd: nanoAmount(tokensAbove(inputPercentiles, cap) * sum.calls * tokenRates(sum).input),
        assumption: 'tokens above that limit are not sent, at the mean price of an input token',
      },
    ]
  })
}

/**
 * The mean, or the median where that is less: a mean that the long inputs themselves have pulled up would hide them. One call
 * in ten of 50,000 tokens makes a mean of 5,000.
 */
function typical({ meanInputTokens, inputPercentiles }: FeatureFacts): number {
  return Math.min(meanInputTokens, Math.max(1, inputPercentiles[49] ?? meanInputTokens))
}

/** How many tokens of a call are above a limit, on average. */
function tokensAbove(percentiles: readonly number[], cap: number): number {
  const above = percentiles.map((tokens) => Math.max(0, tokens - cap))
  return above.reduce((total, tokens) => total + tokens, 0) / Math.max(1, percentiles.length)
}
