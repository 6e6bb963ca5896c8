import { forecastMonth } from '../../../../packages/cli/src/forecast/forecast-month.ts'
import { seededRandom } from '../anomalies/seeded-random.ts'

export const DAY = 86_400_000
const HISTORY_DAYS = 49

/** A month of a made company, of which the first days have passed. */
export interface MonthOptions {
  readonly seed: number
  readonly growthPerWeek: number
  /** How many days of the month are over. */
  readonly passed: number
}

export interface SeededMonth extends MonthOptions {
  /** Seven weeks before the month, and the month; nano-USD. */
  readonly days: readonly number[]
  readonly monthFromMillis: number
  readonly length: number
}

/** Spend with quiet weekends, growth, and hours that vary by a quarter, in one of twelve months with 28 to 31 days. */
export function seededMonth(options: MonthOptions): SeededMonth {
  const { normal } = seededRandom(options.seed)
  const month = options.seed % 12
  const monthFromMillis = Date.UTC(2026, month, 1)
  const length = (Date.UTC(2026, month + 1, 1) - monthFromMillis) / DAY
  const days = Array.from({ length: HISTORY_DAYS + length }, (_, index) => {
    const weekday = new Date(monthFromMillis + (index - HISTORY_DAYS) * DAY).getUTCDay()
    const level = (1 + options.growthPerWeek) ** (index / 7) * (weekday === 0 || weekday === 6 ? 0.35 : 1)
    const hours = Array.from({ length: 24 }, (_each, hour) => {
      const busy = hour >= 9 && hour < 17 ? 1 : 0.1
      return busy * Math.exp(0.25 * normal())
    })
    return Math.round(20e9 * level * hours.reduce((sum, hour) => sum + hour, 0))
  })
  return { ...options, days, monthFromMillis, length }
}

/** What the month costs in the end. */
export function actual({ days }: SeededMonth): number {
  return sum(days.slice(HISTORY_DAYS))
}

/** Three ways to say so beforehand. */
export const FORECASTS = {
  costspan: (month: SeededMonth): number => Number(quantiles(month).p50),
  /** Spent so far, divided by the days that are over, times the days of the month. */
  runRate: ({ days, passed, length }: SeededMonth): number =>
    (sum(days.slice(HISTORY_DAYS, HISTORY_DAYS + passed)) / passed) * length,
  /** The last seven days, times 30 / 7. */
  seed: ({ days, passed }: SeededMonth): number =>
    (sum(days.slice(HISTORY_DAYS + passed - 7, HISTORY_DAYS + passed)) * 30) / 7,
} as const

export function quantiles({ days, passed, monthFromMillis }: SeededMonth): { p10: bigint; p50: bigint; p90: bigint } {
  const known = days.slice(0, HISTORY_DAYS + passed)
  const forecast = forecastMonth({
    days: { fromMillis: monthFromMillis - HISTORY_DAYS * DAY, values: known.slice(-HISTORY_DAYS) },
    features: [],
    spentNanoUsd: BigInt(sum(days.slice(HISTORY_DAYS, HISTORY_DAYS + passed))),
    atMillis: monthFromMillis + passed * DAY,
  })
  if (forecast.status !== 'forecast') throw new Error('expected a forecast')
  return forecast.month.totalNanoUsd
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
