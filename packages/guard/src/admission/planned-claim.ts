import type { Budget } from '../budget/budget.ts'
import type { BudgetUnit } from '../guard.ts'
import type { StrictestRung } from '../ladder/strictest-rung.ts'
import type { Claim } from '../store/budget-store.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'

/** A claim with what it was made of, which a refusal tells and an alert needs. */
export interface PlannedClaim {
  readonly claim: Claim
  readonly budget: Budget
  readonly unit: BudgetUnit
  readonly period: BudgetPeriod
  readonly windowId: string
  readonly scope: Readonly<Record<string, string>>
  /** The limit itself; the claim may have to stay below a rung of the ladder. */
  readonly fullLimit: bigint | undefined
  /** The end of the window; undefined for windows that have none. */
  readonly resetsAtMillis: number | undefined
  /** Whether the budget refuses the call because its price is unknown. */
  readonly isUnknownPrice: boolean
  readonly rung: StrictestRung
}
