import type { CostContext } from '@costspan/cost'
import type { BudgetUnit } from '../guard.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'

/** Why a call was refused, with what a caller needs to say so and to come back at the right time. */
export interface Refusal {
  /** The name of the budget. */
  readonly budget: string
  readonly reason: RefusalReason
  /** What the budget is divided by, with the values of this call: `{ user: 'u-17' }`; empty for a global budget. */
  readonly scope: Readonly<Record<string, string>>
  readonly window: BudgetPeriod
  readonly unit: BudgetUnit
  /** In nano-USD, tokens or requests. Undefined where no amount was compared. */
  readonly limit: bigint | undefined
  readonly spent: bigint
  readonly held: bigint
  readonly estimate: bigint | undefined
  /** What calls may still take now: less than the limit leaves, where a rung or a reserve keeps some of it back. */
  readonly left?: bigint
  /** Seconds until a new attempt makes sense, rounded up; undefined when waiting does not help. */
  readonly retryAfterSeconds: number | undefined
  readonly atMillis: number
  /** Who caused the call. */
  readonly context: CostContext
}

/**
 * - `limit`: what is spent and held leaves less than the estimate
 * - `request_cap`: the call alone is larger than a request may be
 * - `feature_disabled`: a rung of the ladder has disabled the feature
 * - `final_reserve`: only the last answer of the run may still be paid, see `Run.finalAnswer`
 * - `unknown_price`: the price of the model is unknown and the budget denies such calls
 * - `store_unavailable`: the store does not answer and the budget is closed then
 * - `loop`: the run repeats the same call and is given the same answer
 */
export type RefusalReason =
  | 'limit'
  | 'request_cap'
  | 'feature_disabled'
  | 'final_reserve'
  | 'unknown_price'
  | 'store_unavailable'
  | 'loop'
