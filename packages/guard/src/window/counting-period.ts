import type { CostContext } from '@costspan/cost'
import { hashOf } from '../budget/bucket.ts'
import { type BudgetPeriod, windowAt } from './budget-window.ts'

/** The counter's part of a period. */
export interface CountingPeriod {
  /** In the keys of counters. */
  readonly windowId: string
  /** When it counts anew; undefined when it never does. */
  readonly endMillis: number | undefined
  readonly keptUntilMillis: number
}

const MILLIS_PER_DAY = 86_400_000

/** Runs may pause, but one that nothing was heard of for so long is over. */
const RUN_LIFE_MILLIS = 7 * MILLIS_PER_DAY

/**
 * What a period means at an instant. Counters outlive their window by its length and two days: late settlements are booked
 * in the window of their reservation, and alerts compare with the window before.
 */
export function countingPeriod(
  period: BudgetPeriod,
  zone: string,
  context: CostContext,
  atMillis: number,
): CountingPeriod {
  if (period === 'request') return { windowId: 'request', endMillis: undefined, keptUntilMillis: atMillis }
  if (period === 'run') {
    const windowId = `run:${hashOf([context.run ?? null])}`
    return { windowId, endMillis: undefined, keptUntilMillis: atMillis + RUN_LIFE_MILLIS }
  }
  const { id, startMillis, endMillis } = windowAt(period, zone, atMillis)
  return { windowId: id, endMillis, keptUntilMillis: 2 * endMillis - startMillis + 2 * MILLIS_PER_DAY }
}
