import type { Guard } from '../guard.ts'
import { activeGuard } from '../http/active-guard.ts'

/** How requests are held against budgets. */
export interface BudgetMiddlewareOptions {
  /** Whose budgets. Default: the guard that `register` has made. */
  readonly guard?: Guard
  /** Tells the client what is left, in `x-costspan-budget-remaining-usd`. Default: false. */
  readonly responseHeaders?: boolean
  /**
   * Sends what the request has spent as a trailer, `x-costspan-cost-usd`: of a streamed answer it is only known at its end.
   * Default: false.
   */
  readonly trailers?: boolean
}

/** The guard that the options name, or else that of the process; undefined where there are no budgets. */
export function guardOf({ guard }: BudgetMiddlewareOptions): Guard | undefined {
  return guard ?? activeGuard()?.guard
}
