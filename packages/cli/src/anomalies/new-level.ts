import type { HourScore } from './score-hours.ts'
import { HOURS_PER_WEEK } from './season-baseline.ts'

/** Hours of a stretch by their first index and the one after the last. */
export interface HourRange {
  readonly from: number
  readonly until: number
}

/** What lasts for a fortnight, with at least so much of it flagged, is how things are now. */
const ADOPT_HOURS = 2 * HOURS_PER_WEEK
const ADOPT_SHARE = 0.6

/** The fortnight that ends with the last hour, if most of it was flagged and so is to be taken for normal. */
export function closedHours(scores: readonly HourScore[]): HourRange | undefined {
  const until = scores.length
  const from = until - ADOPT_HOURS
  if (from < 0 || scores[from]?.flag === undefined || scores[until - 1]?.flag === undefined) return undefined
  let flagged = 0
  for (let index = from; index < until; index += 1) if (scores[index]?.flag !== undefined) flagged += 1
  return flagged >= ADOPT_SHARE * ADOPT_HOURS ? { from, until } : undefined
}

/** Puts what was seen in those hours where what was expected of them had been kept. */
export function adoptLevel(logs: number[], values: readonly number[], { from, until }: HourRange, least: number): void {
  for (let index = from; index < until; index += 1) logs[index] = Math.log(Math.max(0, values[index] ?? 0) + least)
}
