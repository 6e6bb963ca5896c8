import type { SpendStep } from '../ledger/ledger.ts'
import { HOUR_MILLIS } from '../ledger/time-step.ts'

/** Something counted in each hour of a time, such as nano-USD; an hour in which nothing happened is 0. */
export interface HourSeries {
  /** When the first hour begins. */
  readonly fromMillis: number
  readonly values: readonly number[]
}

/** A stretch of whole hours; `toMillis` is where the first hour after it begins. */
export interface HourWindow {
  readonly fromMillis: number
  readonly toMillis: number
}

/** What each hour of a window cost, in nano-USD. */
export function costByHour(steps: readonly SpendStep<'nanoUsd'>[], window: HourWindow): HourSeries {
  return hourSeries(steps, window, ({ nanoUsd }) => Number(nanoUsd))
}

/** Fills the hours in between, because a ledger leaves out those without calls. */
export function hourSeries<Step extends { readonly atMillis: number }>(
  steps: readonly Step[],
  { fromMillis, toMillis }: HourWindow,
  valueOf: (step: Step) => number,
): HourSeries {
  const values = Array.from({ length: Math.max(0, (toMillis - fromMillis) / HOUR_MILLIS) }, () => 0)
  for (const step of steps) {
    const index = (step.atMillis - fromMillis) / HOUR_MILLIS
    const sofar = values[index]
    if (sofar !== undefined) values[index] = sofar + valueOf(step)
  }
  return { fromMillis, values }
}
