import type { Budget } from '@costspan/guard'
import { findForecast } from '../forecast/find-forecast.ts'
import type { Forecast } from '../forecast/forecast.ts'
import { monthBounds } from '../forecast/month-bounds.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import type { DashboardQuery } from './read-query.ts'

/** The UTC month that a window ends in: how it went so far, and what it will have cost. */
export interface MonthOutlook {
  readonly fromMillis: number
  readonly toMillis: number
  readonly atMillis: number
  /** What was spent since the month began, at the end of each of its days so far. */
  readonly points: readonly { readonly atMillis: number; readonly spentNanoUsd: bigint }[]
  readonly forecast: Forecast
  /** The budget of a month that holds for all calls; `undefined` where there is none, or only a part is looked at. */
  readonly limitNanoUsd: bigint | undefined
}

export async function monthOutlook(
  ledger: LedgerReader,
  { toMillis: atMillis, where }: DashboardQuery,
  budgets: readonly Budget[],
): Promise<MonthOutlook> {
  const { fromMillis, toMillis } = monthBounds(atMillis)
  const limitNanoUsd = Object.keys(where).length === 0 ? monthLimit(budgets) : undefined
  const [days, forecast] = await Promise.all([
    ledger.series({ fromMillis, toMillis: atMillis, where, step: 'day', only: ['nanoUsd'] }),
    findForecast(ledger, { atMillis, where, ...(limitNanoUsd !== undefined && { limitNanoUsd }) }),
  ])
  let spentNanoUsd = 0n
  const points = days.map((day) => {
    spentNanoUsd += day.nanoUsd
    return { atMillis: Math.min(day.atMillis + DAY_MILLIS, atMillis), spentNanoUsd }
  })
  return {
    fromMillis,
    toMillis,
    atMillis,
    points: [{ atMillis: fromMillis, spentNanoUsd: 0n }, ...points],
    forecast,
    limitNanoUsd,
  }
}

function monthLimit(budgets: readonly Budget[]): bigint | undefined {
  const whole = budgets.filter(
    ({ mode, dimensions, match }) => mode !== 'off' && dimensions.length + match.length === 0,
  )
  const limits = whole.flatMap(({ limits: all }) =>
    all.filter(({ unit, period }) => unit === 'usd' && period === 'month'),
  )
  return limits.flatMap(({ amount }) => amount ?? []).toSorted((a, b) => (a < b ? -1 : 1))[0]
}
