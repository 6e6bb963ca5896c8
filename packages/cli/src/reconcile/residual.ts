import type { BilledClass } from './statements/statement.ts'

/**
 * A residual: a part of the difference between what was billed and what we metered, with the reason for it. Residuals of a day
 * and model add up to their difference exactly.
 *
 * - `coverage`: whole calls that one side has and the other has not
 * - `dark`: spend of attempts that were sent and brought no usage back, within the bound that was known of them
 * - `quantity`: the same calls with other counts of tokens
 * - `price`: the same tokens at another rate
 * - `tier`: tokens that were billed in another service tier
 * - `boundary`: calls that count to another day
 * - `adjustment`: what is billed apart from models, such as credits and taxes
 * - `rounding`: less than amounts are rounded to
 * - `unexplained`: a statement that tells amounts alone, which fit nothing
 */
export const RESIDUAL_KINDS = [
  'coverage',
  'dark',
  'quantity',
  'price',
  'tier',
  'boundary',
  'adjustment',
  'rounding',
  'unexplained',
] as const
/** The name of a kind of residual. */
export type ResidualKind = (typeof RESIDUAL_KINDS)[number]

/** What kind of it, where there are several. */
export type ResidualCause =
  | 'missing_day'
  | 'missing_model'
  | 'missing_calls'
  | 'counted_twice'
  | 'not_billed'
  | 'unpriced'
  | 'other_rate'
  | 'other_tier'
  | 'other_day'

/** One part of a difference. */
export interface Residual {
  readonly kind: ResidualKind
  readonly cause?: ResidualCause | undefined
  readonly billedClass?: BilledClass | undefined
  /** Billed less metered: positive where we missed something. */
  readonly nanoUsd: bigint
  /** What else is known, such as the tier that was billed. */
  readonly detail?: string | undefined
}

/** The same residual without those of nothing. */
export function nonZero(residuals: readonly Residual[]): readonly Residual[] {
  return residuals.filter(({ nanoUsd }) => nanoUsd !== 0n)
}
