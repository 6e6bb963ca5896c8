import { countOf } from './format-count.ts'
import { formatUsd } from './format-usd.ts'
import type { Palette } from './palette.ts'
import type { Summary } from './summarise.ts'

/** What a reader must know to trust the total: what is not in it, what is not certain, and what the counters say. */
export function remarks(summary: Summary, palette: Palette): readonly string[] {
  const { total } = summary
  const found: string[] = []
  if (total.unpricedCalls > 0) {
    const models = summary.unpriced.map(({ model, reason, calls }) => `${model} (${reason}) ${calls}`).join(', ')
    found.push(
      palette.warning(`${countOf(total.unpricedCalls, 'call')} without a price, in no amount above: ${models}`),
    )
  }
  if (total.unobservedCalls > 0 || total.atRiskNanoUsd > 0n) {
    const atRisk = formatUsd(total.atRiskNanoUsd, 6)
    found.push(palette.warning(`Attempts that were sent and brought no usage may have cost up to ${atRisk} more`))
  }
  if (total.estimatedCalls > 0) {
    found.push(
      `${countOf(total.estimatedCalls, 'call')} estimated: the provider sent no usage, so the tokens were counted`,
    )
  }
  if (total.retriedCalls > 0) found.push(`${countOf(total.retriedCalls, 'call')} answered after a retry`)
  if (total.failedCalls > 0) found.push(`${countOf(total.failedCalls, 'call')} ended in an error`)
  const unseen = unseenNanoUsd(summary)
  if (unseen !== undefined) {
    const counted = formatUsd(summary.countedNanoUsd ?? 0n, 6)
    found.push(`Counted by metrics: ${counted}; ${formatUsd(unseen, 6)} of it in calls whose spans were not exported`)
  }
  return found
}

/**
 * What the counters know and the spans do not: the cost of calls that were sampled away. Counters are exported less often than
 * spans, so being behind means nothing; and they are sums of doubles, so a millionth of a dollar means nothing either.
 */
function unseenNanoUsd({ total, countedNanoUsd }: Summary): bigint | undefined {
  if (countedNanoUsd === undefined) return undefined
  const unseen = countedNanoUsd - total.nanoUsd
  return unseen >= 1_000n ? unseen : undefined
}
