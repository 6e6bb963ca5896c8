import { forecastDays } from './forecast-days.ts'
import type { FeatureDays } from './growth-driver.ts'

/** By how much the last days are above what was expected of them. */
export interface RecentSurge {
  readonly feature: string | undefined
  /** Nano-USD a day. */
  readonly addedPerDay: number
}

const SURGE_DAYS = 2
const NEEDED_DAYS = 14
/** So many standard deviations, and a quarter of the expected at the least. */
const LEAST_SCORE = 4
const LEAST_SHARE = 0.25

/** Compares the last two days with a forecast from the days before them; `undefined` where they are as expected. */
export function recentSurge(days: readonly number[], features: readonly FeatureDays[]): RecentSurge | undefined {
  const known = days.slice(0, -SURGE_DAYS)
  if (known.length < NEEDED_DAYS) return undefined
  const { values, deviations } = forecastDays(known, SURGE_DAYS)
  const expected = sum(values)
  const above = sum(days.slice(-SURGE_DAYS)) - expected
  if (above < LEAST_SCORE * (deviations.at(-1) ?? 0) || above < LEAST_SHARE * expected) return undefined
  const [most] = features
    .map(({ feature, values: own }) => ({ feature, above: sum(own.slice(-SURGE_DAYS)) - expectedOf(own) }))
    .toSorted((a, b) => b.above - a.above)
  return { feature: most?.feature, addedPerDay: above / SURGE_DAYS }
}

function expectedOf(days: readonly number[]): number {
  return sum(forecastDays(days.slice(0, -SURGE_DAYS), SURGE_DAYS).values)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
