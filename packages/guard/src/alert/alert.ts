import type { BudgetMode } from '../budget/budget.ts'
import type { BudgetUnit } from '../guard.ts'
import type { RungAction } from '../ladder/rung.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'

/** A rung of a budget was reached: told once for each bucket and window. Amounts are nano-USD, tokens or requests. */
export interface BudgetAlert {
  /** The same for all sinks and attempts, so that a receiver can leave out what it has. */
  readonly id: string
  readonly budget: string
  readonly mode: BudgetMode
  readonly scope: Readonly<Record<string, string>>
  readonly window: BudgetPeriod
  readonly windowId: string
  readonly unit: BudgetUnit
  readonly limit: bigint
  readonly spent: bigint
  readonly held: bigint
  /** The rung, in percent of the limit. */
  readonly atPercent: number
  readonly action: RungAction
  readonly severity: AlertSeverity
  readonly resetsAtMillis: number | undefined
  readonly atMillis: number
  /** Who has spent the most, of what this process has settled: with several processes those of the one that tells. */
  readonly top: Readonly<Record<'features' | 'users' | 'models', readonly NamedAmount[]>>
  /** What the same bucket had spent in the whole window before; undefined when that is not known. */
  readonly spentBefore: bigint | undefined
}

/** What somebody or something has spent, in the alert's unit. */
export interface NamedAmount {
  readonly name: string
  readonly amount: bigint
}

/** `critical` where calls are refused, `warning` from 80 % on or where something is asked of calls, else `info`. */
export type AlertSeverity = 'info' | 'warning' | 'critical'

/** Somebody who is told of alerts. Rejects when it could not be told, and is told again. */
export interface AlertSink {
  readonly name: string
  send(alert: BudgetAlert): Promise<void>
}
