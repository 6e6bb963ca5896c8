import { DAY_MILLIS, stepStart } from '../ledger/time-step.ts'
import type { DaySeries } from './day-series.ts'
import type { Exhaustion, Forecast, MonthForecast, Outlook } from './forecast.ts'
import { type DayForecast, forecastDays } from './forecast-days.ts'
import { growthDriver, type FeatureDays } from './growth-driver.ts'
import { monthBounds } from './month-bounds.ts'
import { recentSurge } from './recent-surge.ts'

/** What is known when a month is forecast. */
export interface MonthQuestion {
  /** Whole days up to the last midnight. */
  readonly days: DaySeries
  /** The same for each feature, to name what drives growth. */
  readonly features: readonly FeatureDays[]
  /** Spent since the beginning of the month, the present day included. */
  readonly spentNanoUsd: bigint
  readonly atMillis: number
  /** The budget of the month. */
  readonly limitNanoUsd?: bigint
}

/** A tenth of a normal distribution is so many standard deviations and more from its mean. */
const Z90 = 1.2816
const NEEDED_DAYS = 14

/**
 * Forecasts the month that an instant is in: what was spent, the rest of today, and the days that are left. The interval is a
 * normal one around it, and never below what was spent.
 */
export function forecastMonth(question: MonthQuestion): Forecast {
  const { days, atMillis, spentNanoUsd, features } = question
  if (days.values.length < NEEDED_DAYS) {
    return { status: 'insufficient', days: days.values.length, neededDays: NEEDED_DAYS }
  }
  const { fromMillis, toMillis } = monthBounds(atMillis)
  const today = stepStart(atMillis, 'day')
  const ahead = forecastDays(days.values, (toMillis - today) / DAY_MILLIS)
  const surge = recentSurge(days.values, features)
  const path = pathOf(ahead, question, surge?.addedPerDay ?? 0)
  const end = path.at(-1)
  const month: MonthForecast = {
    fromMillis,
    toMillis,
    spentNanoUsd,
    totalNanoUsd: {
      p10: spentNanoUsd + nano(lower(end)),
      p50: spentNanoUsd + nano(end?.sum ?? 0),
      p90: spentNanoUsd + nano(upper(end)),
    },
    growthPerWeek: Math.expm1(ahead.growth.perWeek),
    exhaustion: exhaustionOf(path, question, today),
    driver: growthDriver(features, ahead.values.length),
    surge: surge && {
      feature: surge.feature,
      addedPerDayNanoUsd: nano(surge.addedPerDay),
      totalNanoUsd: spentNanoUsd + nano(surging(end)),
      exhaustedAtMillis: exhaustedBy(surging, path, question, today),
    },
  }
  return { status: 'forecast', month }
}

/** How much more than now will have been spent at the end of a day. */
interface PathPoint {
  readonly sum: number
  readonly deviation: number
  /** What comes on top if the last two days go on. */
  readonly surge: number
}

/**
 * Of today the part that is left counts, by the clock; and whatever was spent today beyond that part does not take any of the
 * rest away, because a dear morning is more often followed by a dear afternoon.
 */
function pathOf(
  { values, deviations }: DayForecast,
  { atMillis }: MonthQuestion,
  addedPerDay: number,
): readonly PathPoint[] {
  const left = 1 - (atMillis - stepStart(atMillis, 'day')) / DAY_MILLIS
  let sum = 0
  return values.map((value, day) => {
    sum += day === 0 ? value * left : value
    return { sum, deviation: deviations[day] ?? 0, surge: (day + left) * addedPerDay }
  })
}

function lower(point: PathPoint | undefined): number {
  return point === undefined ? 0 : Math.max(0, point.sum - Z90 * point.deviation)
}

function upper(point: PathPoint | undefined): number {
  return point === undefined ? 0 : point.sum + Math.max(point.surge, Z90 * point.deviation)
}

function surging(point: PathPoint | undefined): number {
  return point === undefined ? 0 : point.sum + point.surge
}

function exhaustionOf(path: readonly PathPoint[], question: MonthQuestion, today: number): Exhaustion | undefined {
  const { limitNanoUsd, spentNanoUsd } = question
  if (limitNanoUsd === undefined) return undefined
  const atLimit: Outlook<number | undefined> = {
    p10: exhaustedBy(lower, path, question, today),
    p50: exhaustedBy(({ sum }) => sum, path, question, today),
    p90: exhaustedBy(upper, path, question, today),
  }
  return { limitNanoUsd, isOver: spentNanoUsd >= limitNanoUsd, atMillis: atLimit }
}

function exhaustedBy(
  sumOf: (point: PathPoint) => number,
  path: readonly PathPoint[],
  { limitNanoUsd, spentNanoUsd, atMillis }: MonthQuestion,
  today: number,
): number | undefined {
  if (limitNanoUsd === undefined) return undefined
  const left = Number(limitNanoUsd - spentNanoUsd)
  return left <= 0 ? atMillis : whenReached(path.map(sumOf), left, today, atMillis)
}

/** Within the day in which it happens, spend is taken to be even. */
function whenReached(sums: readonly number[], left: number, today: number, atMillis: number): number | undefined {
  const day = sums.findIndex((sum) => sum >= left)
  if (day < 0) return undefined
  const before = day === 0 ? 0 : (sums[day - 1] ?? 0)
  const part = (left - before) / ((sums[day] ?? 0) - before)
  const begins = day === 0 ? atMillis : today + day * DAY_MILLIS
  const ends = today + (day + 1) * DAY_MILLIS
  return Math.round(begins + part * (ends - begins))
}

function nano(value: number): bigint {
  return BigInt(Math.round(value))
}
