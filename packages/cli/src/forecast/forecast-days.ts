import { median, robustDeviation } from '../anomalies/median.ts'
import { type WeeklyGrowth, weeklyGrowth } from './weekly-growth.ts'

/** What days to come will cost, and how far off that may be. */
export interface DayForecast {
  /** What each is expected to cost, the first of them first. */
  readonly values: readonly number[]
  /**
   * How far off the sum of the days up to each may be, as a standard deviation: days vary on their own, but a wrong growth
   * and a wrong level are wrong on all days alike.
   */
  readonly deviations: readonly number[]
  readonly growth: WeeklyGrowth
}

const DAYS_PER_WEEK = 7
const WEEKS = 4
/** Days of an ordinary application vary by a few per cent at the least. */
const LEAST_DEVIATION = 0.03

/**
 * Forecasts days from those before: of each day, the median of the same weekday in the last four weeks, each carried forward
 * by the growth of the weeks in between.
 *
 * @param days the history, the last day last; at least two weeks
 * @param count how many days to forecast
 */
export function forecastDays(days: readonly number[], count: number): DayForecast {
  const growth = weeklyGrowth(days)
  const values = Array.from({ length: count }, (_, ahead) => expectedOf(days, days.length + ahead, growth.perWeek))
  const spread = relativeSpread(days, growth.perWeek)
  return { values, deviations: deviationsOf(values, spread, growth), growth }
}

/** A day, by the same weekdays before it among the days that are known. */
function expectedOf(days: readonly number[], at: number, perWeek: number): number {
  const nearest = Math.ceil((at - days.length + 1) / DAYS_PER_WEEK)
  const carried: number[] = []
  for (let weeks = nearest; weeks < nearest + WEEKS; weeks += 1) {
    const value = days[at - weeks * DAYS_PER_WEEK]
    if (value !== undefined) carried.push(value * Math.exp(perWeek * weeks))
  }
  return carried.length === 0 ? 0 : median(carried)
}

/** How far days have been from what would have been forecast for them, as a share. */
function relativeSpread(days: readonly number[], perWeek: number): number {
  const from = Math.max(DAYS_PER_WEEK, days.length - WEEKS * DAYS_PER_WEEK)
  const ratios = days.slice(from).flatMap((value, index) => {
    const expected = expectedOf(days.slice(0, from + index), from + index, perWeek)
    return expected > 0 ? [value / expected - 1] : []
  })
  return Math.max(LEAST_DEVIATION, ratios.length < DAYS_PER_WEEK ? 0 : robustDeviation(ratios))
}

function deviationsOf(values: readonly number[], spread: number, growth: WeeklyGrowth): readonly number[] {
  let own = 0
  let byGrowth = 0
  let sum = 0
  // The level is the median of four days of each weekday, and so of about a month.
  const level = spread / Math.sqrt(WEEKS * DAYS_PER_WEEK)
  return values.map((value, ahead) => {
    own += (value * spread) ** 2
    // A history of four weeks is centred two weeks back.
    byGrowth += value * ((ahead + 1) / DAYS_PER_WEEK + WEEKS / 2) * growth.standardError
    sum += value
    return Math.sqrt(own + byGrowth ** 2 + (sum * level) ** 2)
  })
}
