import { DAY_MILLIS } from '../../ledger/time-step.ts'

/** The UTC day of an instant, such as `2026-11-01`. */
export function utcDay(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10)
}

/** When a UTC day begins. */
export function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

/** The days from the first to the one before the end, in order. */
export function utcDays(fromMillis: number, toMillis: number): readonly string[] {
  const first = dayStart(utcDay(fromMillis))
  const count = Math.max(0, Math.ceil((toMillis - first) / DAY_MILLIS))
  return Array.from({ length: count }, (_, index) => utcDay(first + index * DAY_MILLIS))
}
