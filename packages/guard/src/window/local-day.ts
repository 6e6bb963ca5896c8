import { localTimeOf, offsetMillisOf } from './zone-clock.ts'

/** A day of the calendar, in whichever zone. */
export interface LocalDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

const MILLIS_PER_DAY = 86_400_000

/**
 * The first instant of a day in a zone. Around a change of the clocks midnight may come twice, or not at all: then the day
 * begins at the earliest instant that belongs to it.
 */
export function startOfDay(zone: string, { year, month, day }: LocalDay): number {
  const asUtc = Date.UTC(year, month - 1, day)
  const offsets = [asUtc - MILLIS_PER_DAY, asUtc + MILLIS_PER_DAY].map((near) => offsetMillisOf(zone, near))
  const candidates = offsets.map((offset) => asUtc - offset).toSorted((a, b) => a - b)
  return candidates.find((instant) => localTimeOf(zone, instant).day === day) ?? candidates[0] ?? asUtc
}

/** The day so many days later; months and days beyond their ends carry over. */
export function addDays({ year, month, day }: LocalDay, days: number): LocalDay {
  const date = new Date(Date.UTC(year, month - 1, day + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
