import type { BudgetUnit } from '../guard.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'

/** What a counter counts. */
export interface CounterName {
  readonly budget: string
  readonly period: BudgetPeriod
  readonly unit: BudgetUnit
  readonly windowId: string
  readonly bucket: string
}

/** The name of a counter in the store. */
export function counterKey({ budget, period, unit, windowId, bucket }: CounterName): string {
  return [budget, period, unit, windowId, bucket].join('|')
}

/** What a counter's name says; undefined when it is none of ours. */
export function parseCounterKey(key: string): CounterName | undefined {
  const [budget, period, unit, windowId, bucket] = key.split('|')
  if (budget === undefined || windowId === undefined || bucket === undefined) return undefined
  return { budget, period: period as BudgetPeriod, unit: unit as BudgetUnit, windowId, bucket }
}
