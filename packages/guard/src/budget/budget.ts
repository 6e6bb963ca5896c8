import type { BudgetUnit } from '../guard.ts'
import type { Rung } from '../ladder/rung.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'

/** What a budget may be divided by. Each combination of values is a bucket with the whole limit for itself. */
export const BUDGET_DIMENSIONS = ['team', 'tenant', 'tier', 'feature', 'user', 'session', 'run', 'agent'] as const
/** A value of the cost context that a budget may be divided by. */
export type BudgetDimension = (typeof BUDGET_DIMENSIONS)[number]

/**
 * - `enforce`: calls that do not fit are refused
 * - `shadow`: everything is counted and nothing refused; what would have been is reported
 * - `off`: the budget is not looked at
 */
export type BudgetMode = 'enforce' | 'shadow' | 'off'

/** What holds for calls whose price is unknown: refused, allowed and counted as 0, or counted as so much. */
export type UnknownPricePolicy = 'deny' | 'allow' | { readonly ceilingNanoUsd: bigint }

/**
 * What holds while the store does not answer: everything (`open`), nothing (`closed`), or for each process and counter a
 * slice of what was left when it last saw it (`lease`).
 */
export type StoreFailurePolicy = 'open' | 'closed' | 'lease'

/** A budget as it was read and checked. */
export interface Budget {
  readonly name: string
  /** What it is divided by; none for all calls together. */
  readonly dimensions: readonly BudgetDimension[]
  /** Only calls with these values fall under it. */
  readonly match: readonly (readonly [BudgetDimension, string])[]
  readonly limits: readonly BudgetLimit[]
  readonly zone: string
  readonly mode: BudgetMode
  /** Ascending. */
  readonly ladder: readonly Rung[]
  readonly onUnknownPrice: UnknownPricePolicy
  readonly onStoreFailure: StoreFailurePolicy
  /** Whether models that cost nothing are allowed when the budget is spent. */
  readonly allowFree: boolean
}

/** One limit of a budget: so much of a unit in a period. */
export interface BudgetLimit {
  readonly unit: BudgetUnit
  readonly period: BudgetPeriod
  /** For calls that no other amount is for. Undefined: they have no limit. */
  readonly amount: bigint | undefined
  readonly byTier: ReadonlyMap<string, bigint>
  /** For calls that lack a value which the budget is divided by. */
  readonly unattributed: bigint | undefined
}

/** The bucket of calls that do not say who causes them. */
export const UNATTRIBUTED = 'unattributed'
