import type { BudgetMode } from '../budget/budget.ts'
import type { BudgetUnit } from '../guard.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'

/** How one bucket of a budget stands in one window. */
export interface BudgetStatus {
  readonly budget: string
  readonly mode: BudgetMode
  readonly window: BudgetPeriod
  readonly windowId: string
  readonly unit: BudgetUnit
  /** Whose bucket it is: the values where they are known, else `{ bucket: <hash> }`. */
  readonly scope: Readonly<Record<string, string>>
  /** In nano-USD, tokens or requests. Undefined when the bucket is known by its hash only, and its limit by its tier. */
  readonly limit: bigint | undefined
  readonly spent: bigint
  readonly held: bigint
  readonly resetsAtMillis: number | undefined
}
