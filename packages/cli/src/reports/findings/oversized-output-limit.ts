import { formatCount } from '../format-count.ts'
import { formatUsd } from '../format-usd.ts'
import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { nanoAmount } from './nano-amount.ts'
import { tokenRates } from './token-rates.ts'

/** Twice what calls need leaves room; four times that is no limit. */
const ROOM = 2
const MOST_ROOM = 4
const FEWEST_CALLS = 20

/** Output limits far above what answers need: nothing is paid for them until an answer runs away, and then all of it is. */
export function oversizedOutputLimit({ features }: FindingFacts): readonly Finding[] {
  return features.flatMap(({ feature, sum, p95OutputTokens, medianMaxTokens }) => {
    if (medianMaxTokens === undefined || p95OutputTokens === 0 || sum.calls < FEWEST_CALLS) return []
    if (medianMaxTokens <= MOST_ROOM * p95OutputTokens) return []
    const limit = Math.ceil(ROOM * p95OutputTokens)
    const risk = nanoAmount((medianMaxTokens - limit) * tokenRates(sum).output)
    return [
      {
        rule: 'oversized-output-limit',
        subject: feature,
        evidence: `max_tokens is ${formatCount(medianMaxTokens)}, 95 % of answers have up to ${formatCount(p95OutputTokens)}`,
        advice: `set max_tokens to ${formatCount(limit)}: the worst case of a call becomes ${formatUsd(risk, 6)} less, and budgets hold less for it`,
        savedNanoUsd: 0n,
        assumption: 'only generated tokens are paid, so this bounds what may happen and saves nothing by itself',
      },
    ]
  })
}
