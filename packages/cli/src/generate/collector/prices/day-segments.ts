import type { PriceRow } from '@costspan/cost/prices'

/**
 * Day segments: some models cost less at some hours of the day. The day is cut at all times at which any price changes; a
 * call falls into one segment, and such a model has a row for each.
 */
export interface DaySegment {
  /** Seconds since midnight UTC; the end is excluded. */
  readonly startSecond: number
  readonly endSecond: number
}

const SECONDS_PER_DAY = 86_400

/** The segments of a day, or none where no price knows hours. */
export function daySegments(rows: readonly PriceRow[]): readonly DaySegment[] {
  const cuts = new Set(rows.flatMap(({ daily = [] }) => daily.map(secondOfDay)))
  if (cuts.size === 0) return []
  const starts = [...new Set([0, ...cuts])].toSorted((a, b) => a - b)
  return starts.map((startSecond, index) => ({ startSecond, endSecond: starts[index + 1] ?? SECONDS_PER_DAY }))
}

/** The time at which a segment begins, on the day of another time; both in milliseconds since 1970. */
export function startOfSegment({ startSecond }: DaySegment, atMillis: number): number {
  const millisPerDay = SECONDS_PER_DAY * 1_000
  return Math.floor(atMillis / millisPerDay) * millisPerDay + startSecond * 1_000
}

function secondOfDay(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}
