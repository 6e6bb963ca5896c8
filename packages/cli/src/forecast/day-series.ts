import type { SpendStep } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'

/** What each UTC day of a time cost, in nano-USD; a day without calls is 0. */
export interface DaySeries {
  readonly fromMillis: number
  readonly values: readonly number[]
}

/** The days from a beginning to an end, both at midnight. */
export function daySeries(steps: readonly SpendStep<'nanoUsd'>[], fromMillis: number, toMillis: number): DaySeries {
  const values = Array.from({ length: Math.max(0, (toMillis - fromMillis) / DAY_MILLIS) }, () => 0)
  for (const { atMillis, nanoUsd } of steps) {
    const day = Math.floor((atMillis - fromMillis) / DAY_MILLIS)
    const sofar = values[day]
    if (sofar !== undefined) values[day] = sofar + Number(nanoUsd)
  }
  return { fromMillis, values }
}
