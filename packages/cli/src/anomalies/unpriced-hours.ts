import type { SpendStep } from '../ledger/ledger.ts'
import type { HourWindow } from './hour-series.ts'
import { hourSeries } from './hour-series.ts'

/** A few calls of a model that is being tried out are no outage of pricing. */
const FEWEST_CALLS = 10
const MOST_SHARE = 0.5
const MEMORY_HOURS = 168

/**
 * The hours in which most calls had no price, although in the week before most had one: a new model without a price, or
 * metering that lost the usage. Their cost is unknown, which looks like a drop and is none.
 *
 * @returns indexes of hours
 */
export function unpricedHours(
  steps: readonly SpendStep<'calls' | 'unpricedCalls'>[],
  window: HourWindow,
): readonly number[] {
  const calls = hourSeries(steps, window, (step) => step.calls).values
  const unpriced = hourSeries(steps, window, (step) => step.unpricedCalls).values
  return [...calls.keys()].filter((index) => {
    const [all, lost] = [calls[index] ?? 0, unpriced[index] ?? 0]
    if (all < FEWEST_CALLS || lost <= MOST_SHARE * all) return false
    const [from, until] = [Math.max(0, index - MEMORY_HOURS), index]
    const [allBefore, lostBefore] = [sum(calls.slice(from, until)), sum(unpriced.slice(from, until))]
    return allBefore >= FEWEST_CALLS && lostBefore <= MOST_SHARE * allBefore
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
