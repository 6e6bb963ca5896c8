import { formatCount } from '../format-count.ts'
import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { nanoAmount } from './nano-amount.ts'
import { tokenRates } from './token-rates.ts'

const FEWEST_CALLS = 20

/** Prompts that are written to a provider's cache, at a higher price, and read so seldom that it would be cheaper without. */
export function unreadCacheWrites({ uses }: FindingFacts): readonly Finding[] {
  return uses.flatMap(({ feature, model, sum }) => {
    const { freshInput } = tokenRates(sum)
    const { cacheReadTokens: read, cacheWriteTokens: written, parts } = sum
    // Without a token that was paid in full nobody knows what one costs.
    if (sum.calls < FEWEST_CALLS || written === 0 || freshInput === 0) return []
    const surcharge = Number(parts.cacheWrite) - written * freshInput
    const saved = read * freshInput - Number(parts.cacheRead)
    if (surcharge <= saved) return []
    return [
      {
        rule: 'unread-cache-writes',
        subject: `${feature} with ${model}`,
        evidence: `${formatCount(written)} tokens were written to the prompt cache, and ${formatCount(read)} read from it`,
        advice: 'mark only what later calls begin with, and take the mark off where calls come too seldom to find it',
        savedNanoUsd: nanoAmount(surcharge - saved),
        assumption: 'nothing is marked, and all input is paid in full',
      },
    ]
  })
}
