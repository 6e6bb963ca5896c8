import type { Driver } from './forecast.ts'
import { forecastDays } from './forecast-days.ts'

/** The days of one feature. */
export interface FeatureDays {
  readonly feature: string | undefined
  readonly values: readonly number[]
}

/** Less than a hundredth in a week drives nothing. */
const LEAST_GROWTH = 0.01

/** The feature whose growth adds most to the days to come, beside what they would cost if it stayed as it is. */
export function growthDriver(features: readonly FeatureDays[], count: number): Driver | undefined {
  const drivers = features.flatMap(({ feature, values }) => {
    const { values: ahead, growth } = forecastDays(values, count)
    const growthPerWeek = Math.expm1(growth.perWeek)
    if (growthPerWeek < LEAST_GROWTH) return []
    const steady = ahead.map((value, day) => value / Math.exp((growth.perWeek * (day + 1)) / 7))
    return [{ feature, growthPerWeek, addedNanoUsd: BigInt(Math.round(sum(ahead) - sum(steady))) }]
  })
  return drivers.toSorted((a, b) => (a.addedNanoUsd < b.addedNanoUsd ? 1 : -1))[0]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
