import { randomUUID } from 'node:crypto'
import type { Budget } from '../budget/budget.ts'
import { counterKey, parseCounterKey } from '../budget/counter-key.ts'
import type { Hold } from '../guard.ts'
import type { Rung } from '../ladder/rung.ts'
import { type Balance, type BudgetStore, NOTHING_SPENT } from '../store/budget-store.ts'
import { type BudgetPeriod, windowAt } from '../window/budget-window.ts'
import type { AlertSeverity, BudgetAlert } from './alert.ts'
import type { Tallies } from './tallies.ts'

/** A rung that a counter has reached. */
export interface ReachedRung
  extends
    Pick<Budget, 'mode' | 'zone'>,
    Pick<Hold, 'key' | 'budget' | 'period' | 'unit' | 'scope' | 'resetsAtMillis' | 'keptUntilMillis'> {
  readonly limit: bigint
  /** Undefined when a refusal told; then the store is asked. */
  readonly balance: Balance | undefined
  readonly rung: Rung
}

/** Puts together what a person wants to know when an alert comes. */
export async function buildAlert(
  reached: ReachedRung,
  { store, tallies, atMillis }: { readonly store: BudgetStore; readonly tallies: Tallies; readonly atMillis: number },
): Promise<BudgetAlert> {
  const { key, budget, mode, scope, period, unit, limit, rung, resetsAtMillis } = reached
  const before = keyBefore(reached)
  const [now, earlier] = await store.read(before === undefined ? [key] : [key, before], atMillis)
  const { spent, held } = reached.balance ?? now ?? NOTHING_SPENT
  return {
    id: randomUUID(),
    budget,
    mode,
    scope,
    window: period,
    windowId: parseCounterKey(key)?.windowId ?? '',
    unit,
    limit,
    spent,
    held,
    atPercent: rung.atPercent,
    action: rung.action,
    severity: severityOf(rung),
    resetsAtMillis,
    atMillis,
    top: tallies.top(key),
    spentBefore: earlier?.spent,
  }
}

function severityOf({ action, atPercent }: Rung): AlertSeverity {
  if (action === 'deny' || action === 'disable') return 'critical'
  return action === 'downgrade' || atPercent >= 80 ? 'warning' : 'info'
}

/** The counter of the same bucket in the window before. */
function keyBefore({ key, zone, resetsAtMillis }: ReachedRung): string | undefined {
  const name = parseCounterKey(key)
  if (name === undefined || resetsAtMillis === undefined || !isCalendar(name.period)) return undefined
  const { startMillis } = windowAt(name.period, zone, resetsAtMillis - 1)
  return counterKey({ ...name, windowId: windowAt(name.period, zone, startMillis - 1).id })
}

function isCalendar(period: BudgetPeriod): period is Exclude<BudgetPeriod, 'request' | 'run'> {
  return period !== 'request' && period !== 'run'
}
