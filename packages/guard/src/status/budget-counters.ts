import { randomUUID } from 'node:crypto'
import type { CostContext } from '@costspan/cost'
import { bucketOf, limitOf } from '../budget/bucket.ts'
import type { Budget } from '../budget/budget.ts'
import { counterKey } from '../budget/counter-key.ts'
import type { BudgetUnit } from '../guard.ts'
import type { BudgetLedger } from '../ledger/budget-ledger.ts'
import { type BudgetStore, NOTHING_SPENT } from '../store/budget-store.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'
import { countingPeriod } from '../window/counting-period.ts'

/** The present counter of one limit of a budget, for one bucket such as a user. */
export interface BudgetCounter {
  readonly key: string
  readonly unit: BudgetUnit
  readonly period: BudgetPeriod
  /** The limit as it is configured. */
  readonly limit: bigint | undefined
  readonly keptUntilMillis: number
}

/** The present counters of a budget for a bucket: what an operator looks at, raises or sets back. */
export function budgetCounters(budget: Budget, context: CostContext, atMillis: number): readonly BudgetCounter[] {
  const bucket = bucketOf(budget, context)
  return budget.limits
    .filter(({ period }) => period !== 'request')
    .map((limit) => {
      const { unit, period } = limit
      const { windowId, keptUntilMillis } = countingPeriod(period, budget.zone, context, atMillis)
      const key = counterKey({ budget: budget.name, period, unit, windowId, bucket: bucket.hash })
      return { key, unit, period, limit: limitOf(limit, bucket, context), keptUntilMillis }
    })
}

/** Gives a counter another limit, for the rest of its window. Its configured limit stays what it is. */
export async function setLimit(
  store: BudgetStore,
  { key, limit = 0n, keptUntilMillis }: BudgetCounter,
  newLimit: bigint,
  atMillis: number,
): Promise<void> {
  const [{ raised } = NOTHING_SPENT] = await store.read([key], atMillis)
  await store.raise({ key, by: newLimit - limit - raised, atMillis, keptUntilMillis })
}

/** Takes what was spent off a counter again, and tells the ledger, so that it stays off. Gives what was taken off. */
export async function resetCounter(
  store: BudgetStore,
  ledger: BudgetLedger | undefined,
  { key, keptUntilMillis }: BudgetCounter,
  atMillis: number,
): Promise<bigint> {
  const [{ spent } = NOTHING_SPENT] = await store.read([key], atMillis)
  const row = {
    id: `reset-${randomUUID()}`,
    atMillis,
    epoch: undefined,
    bookings: [{ key, amount: -spent, keptUntilMillis }],
  }
  ledger?.append(row)
  const { epoch } = await store.book(row)
  ledger?.booked(row.id, epoch)
  return spent
}
