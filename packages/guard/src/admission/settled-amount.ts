import type { Hold, Settlement } from '../guard.ts'
import { countOf, notBelowZero } from './amount-of.ts'

/** What a settled call counts on a budget. What stays unknown counts as it was held, because unknown is not zero. */
export function settledAmount({ unit, amount }: Hold, settlement: Settlement): bigint {
  if (unit === 'usd') return notBelowZero(settlement.nanoUsd ?? amount)
  // More of a call that was under way held no further request.
  if (unit === 'requests') return amount
  const isUnknown = Number.isNaN(settlement.inputTokens + settlement.outputTokens)
  if (isUnknown || (settlement.outcome === 'unobserved' && settlement.nanoUsd === undefined)) return amount
  return countOf(unit, settlement)
}
