import type { LedgerReader, Selection } from '../ledger/ledger.ts'
import { DAY_MILLIS, stepStart } from '../ledger/time-step.ts'
import { daySeries } from './day-series.ts'
import type { Forecast } from './forecast.ts'
import { forecastMonth } from './forecast-month.ts'
import { monthBounds } from './month-bounds.ts'

/** What is forecast. */
export interface ForecastOptions {
  /** As if it were then. Default: now. */
  readonly atMillis?: number
  /** The budget of the month, in nano-USD. Default: none. */
  readonly limitNanoUsd?: bigint
  /** Of which calls. Default: all. */
  readonly where?: Selection['where']
}

const HISTORY_DAYS = 49

/**
 * Forecasts what the present UTC month will have cost, from the calls in a ledger.
 *
 * @example
 * const forecast = await findForecast(ledger, { limitNanoUsd: parseUsd('$10,000') })
 * if (forecast.status === 'forecast') console.log(forecast.month.totalNanoUsd.p50)
 */
export async function findForecast(ledger: LedgerReader, options: ForecastOptions = {}): Promise<Forecast> {
  const { atMillis = Date.now(), limitNanoUsd, where } = options
  const today = stepStart(atMillis, 'day')
  const { fromMillis: month } = monthBounds(atMillis)
  const first = (await ledger.extent())?.firstMillis ?? atMillis
  // A day of which only the evening is known would look like a cheap one.
  const known = stepStart(first + DAY_MILLIS - 1, 'day')
  const fromMillis = Math.max(today - HISTORY_DAYS * DAY_MILLIS, known)
  const selection = where === undefined ? {} : { where }
  const steps = await ledger.series({
    ...selection,
    step: 'day',
    fromMillis: Math.min(fromMillis, month),
    toMillis: atMillis,
    by: ['feature'],
    only: ['nanoUsd'],
  })
  const byFeature = Map.groupBy(steps, ({ key }) => key.feature)
  return forecastMonth({
    days: daySeries(steps, fromMillis, today),
    features: [...byFeature].map(([feature, own]) => ({ feature, values: daySeries(own, fromMillis, today).values })),
    spentNanoUsd: steps.reduce((sum, step) => (step.atMillis >= month ? sum + step.nanoUsd : sum), 0n),
    atMillis,
    ...(limitNanoUsd === undefined ? {} : { limitNanoUsd }),
  })
}
