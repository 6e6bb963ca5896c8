import type { UnknownPricePolicy } from '../budget/budget.ts'
import type { BudgetUnit, Estimate } from '../guard.ts'

/** How much of a unit a call takes at the most. */
export interface ClaimedAmount {
  /** Undefined when it is unknown and the policy denies. */
  readonly amount: bigint | undefined
  /** Whether the policy lets it pass whatever is left. */
  readonly isUncounted: boolean
}

/** The amount that a call claims of a limit. */
export function amountOf(unit: BudgetUnit, estimate: Estimate, onUnknownPrice: UnknownPricePolicy): ClaimedAmount {
  const counted = unit === 'usd' ? estimate.nanoUsd : countOf(unit, estimate)
  if (counted !== undefined) return { amount: notBelowZero(counted), isUncounted: false }
  if (onUnknownPrice === 'allow') return { amount: 0n, isUncounted: true }
  return { amount: onUnknownPrice === 'deny' ? undefined : onUnknownPrice.ceilingNanoUsd, isUncounted: false }
}

/** What a call has of a unit other than money. */
export function countOf(
  unit: Exclude<BudgetUnit, 'usd'>,
  { inputTokens, outputTokens }: { readonly inputTokens: number; readonly outputTokens: number },
): bigint {
  if (unit === 'requests') return 1n
  if (unit === 'tokens') return wholeTokens(inputTokens + outputTokens)
  return wholeTokens(unit === 'input_tokens' ? inputTokens : outputTokens)
}

const MOST_TOKENS = Number.MAX_SAFE_INTEGER

/** Estimates may be fractions; half a token counts as one. What is no number may be any: more than every limit. */
function wholeTokens(tokens: number): bigint {
  const count = Math.ceil(tokens)
  return BigInt(count <= MOST_TOKENS ? Math.max(count, 0) : MOST_TOKENS)
}

/** What one call takes must never give another one more. */
export function notBelowZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n
}
