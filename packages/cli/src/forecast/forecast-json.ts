import { usdOf } from '../reports/format-usd.ts'
import type { Exhaustion, Forecast, Outlook } from './forecast.ts'

/** A forecast as JSON. Exact amounts are texts, because they may be larger than a double is exact. */
export function forecastJson(forecast: Forecast): object {
  if (forecast.status === 'insufficient') {
    return { status: forecast.status, days: forecast.days, needed_days: forecast.neededDays }
  }
  const { month } = forecast
  return {
    status: forecast.status,
    month: new Date(month.fromMillis).toISOString().slice(0, 7),
    spent_usd: usdOf(month.spentNanoUsd),
    spent_nano_usd: `${month.spentNanoUsd}`,
    total_usd: outlook(month.totalNanoUsd, usdOf),
    growth_per_week: month.growthPerWeek,
    exhaustion: month.exhaustion === undefined ? null : exhaustionJson(month.exhaustion),
    driver:
      month.driver === undefined
        ? null
        : {
            feature: month.driver.feature ?? null,
            growth_per_week: month.driver.growthPerWeek,
            added_usd: usdOf(month.driver.addedNanoUsd),
          },
    surge:
      month.surge === undefined
        ? null
        : {
            feature: month.surge.feature ?? null,
            added_per_day_usd: usdOf(month.surge.addedPerDayNanoUsd),
            total_usd: usdOf(month.surge.totalNanoUsd),
            exhausted_at: instant(month.surge.exhaustedAtMillis),
          },
  }
}

function exhaustionJson({ limitNanoUsd, isOver, atMillis }: Exhaustion): object {
  return { limit_usd: usdOf(limitNanoUsd), is_over: isOver, at: outlook(atMillis, instant) }
}

function instant(millis: number | undefined): string | null {
  return millis === undefined ? null : new Date(millis).toISOString()
}

function outlook<Value, Json>({ p10, p50, p90 }: Outlook<Value>, json: (value: Value) => Json): Outlook<Json> {
  return { p10: json(p10), p50: json(p50), p90: json(p90) }
}
