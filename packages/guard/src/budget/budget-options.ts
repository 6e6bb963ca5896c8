import type { BudgetPeriod } from '../window/budget-window.ts'
import type { RungAction } from '../ladder/rung.ts'
import type { BudgetDimension, BudgetMode, StoreFailurePolicy } from './budget.ts'

/**
 * A budget as a person writes it, in code or in `costspan.yaml`. What is absent has its default; a limit that is absent is
 * no limit, and a limit of 0 refuses everything.
 *
 * @example
 * ```yaml
 * budgets:
 *   - { limit: $100.00, per: day }
 *   - { scope: user, limits: { hour: $1.00, day: $5.00 }, zone: Europe/Berlin }
 *   - { scope: user, per: day, tiers: { free: 1000 requests, pro: 10000 requests } }
 * ```
 */
export interface BudgetOptions {
  /** Names the budget in refusals, alerts and metrics, and its counters. Default: made of scope, match and limits. */
  readonly name?: string
  /** What it is divided by: `user`, or several, such as `user x feature`. Default: `global`, all calls together. */
  readonly scope?: BudgetScope
  /** Only calls with these values fall under it, such as `{ feature: 'deep-analysis' }`. Default: all calls. */
  readonly match?: { readonly [Dimension in BudgetDimension]?: string }
  /** How much, in one window of `per`: `"$5.00"`, `"1,000 requests"`, `"50,000 tokens"`, or several of them. */
  readonly limit?: LimitOption
  /** The window of `limit`, `tiers` and `unattributed`. Default: `month`. */
  readonly per?: BudgetPeriod
  /** Limits of several windows: `{ hour: '$1.00', day: '$5.00' }`. */
  readonly limits?: { readonly [Period in BudgetPeriod]?: LimitOption }
  /** Other limits for customers of a tier. Tiers that are not listed have `limit`; calls without a tier the lowest of all. */
  readonly tiers?: Readonly<Record<string, LimitOption>>
  /** The limit of the bucket for calls without a value that the budget is divided by. Default: as for all. */
  readonly unattributed?: LimitOption
  /** The IANA zone of days, weeks and months. Default: `UTC`, as of the bills of providers. */
  readonly zone?: string
  /** Default: `enforce`. */
  readonly mode?: BudgetMode
  /** What happens on the way to the limit. Default: alerts at 50, 80, 90 and 95 %, and denial at 100 %. */
  readonly ladder?: readonly RungOptions[]
  /** Calls whose price is unknown: refused (default), allowed and counted as 0, or counted as a ceiling. */
  readonly onUnknownPrice?: 'deny' | 'allow' | { readonly ceiling: string | number }
  /** While the store does not answer. Default: `lease`. */
  readonly onStoreFailure?: StoreFailurePolicy
  /** Whether models that cost nothing are allowed when the budget is spent. Default: true. */
  readonly allowFree?: boolean
}

/** `global`, a dimension, several of them, or several as text: `user x feature`. */
export type BudgetScope = string | readonly BudgetDimension[]

/** USD as text or number; a count with its unit as text; or several limits at once. */
export type LimitOption = string | number | LimitOptions

/** Several limits at once. */
export interface LimitOptions {
  readonly usd?: string | number
  /** Input and output together. */
  readonly tokens?: number
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly requests?: number
}

/** A rung of the ladder. */
export interface RungOptions {
  /** In percent of the limit: `90` or `"90%"`. */
  readonly at: number | string
  readonly action: RungAction
  /** The features that it is for. Default: all. */
  readonly features?: readonly string[]
}
