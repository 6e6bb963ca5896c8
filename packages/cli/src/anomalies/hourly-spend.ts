import type { LedgerReader, Selection } from '../ledger/ledger.ts'
import { DAY_MILLIS, HOUR_MILLIS, stepStart } from '../ledger/time-step.ts'
import type { HourlySpend, NamedSeries } from './detect-signals.ts'
import type { HourWindow } from './hour-series.ts'
import { median } from './median.ts'
import { namedSeries } from './named-series.ts'

/** Which hours are looked at, and for what. */
export interface HourlySpendQuestion {
  readonly toMillis: number
  /** How far back anomalies are listed. */
  readonly days: number
  readonly where: Selection['where']
  /** What an hour must be above expectation at the least. Default: a half per cent of an ordinary day, and $1. */
  readonly leastExcessNanoUsd: number | undefined
}

/** The baselines look four weeks back, and the level of the first of their hours two more. */
const HISTORY_DAYS = 42
const LEAST_SHARE_OF_DAY = 0.005
const LEAST_NANO_USD = 1_000_000_000

/** Asks a ledger for the hours that the detectors look at; `undefined` where there were no calls. */
export async function hourlySpend(
  ledger: LedgerReader,
  { toMillis, days, where, ...question }: HourlySpendQuestion,
): Promise<{ readonly spend: HourlySpend; readonly leastExcessNanoUsd: number } | undefined> {
  const extent = await ledger.extent()
  if (extent === undefined || extent.firstMillis >= toMillis) return undefined
  const wanted = toMillis - (days + HISTORY_DAYS) * DAY_MILLIS
  const fromMillis = Math.max(wanted, stepStart(extent.firstMillis, 'hour'))
  const selection = { fromMillis, toMillis, ...(where && { where }) }
  const total = await ledger.series({ ...selection, step: 'hour', only: ['nanoUsd', 'calls', 'unpricedCalls'] })
  const leastExcessNanoUsd =
    question.leastExcessNanoUsd ?? leastExcess(total, { fromMillis, toMillis }, toMillis - days * DAY_MILLIS)
  const hours = (toMillis - fromMillis) / HOUR_MILLIS
  // Nothing that never cost so much in an hour can be an anomaly: a feature in all of its hours, a user in one of them.
  const features = await dearSeries(ledger, selection, 'feature', leastExcessNanoUsd / hours)
  const users = await dearSeries(ledger, selection, 'user', leastExcessNanoUsd)
  return { spend: { fromMillis, toMillis, total, features, users }, leastExcessNanoUsd }
}

async function dearSeries(
  ledger: LedgerReader,
  selection: Selection & HourWindow,
  dimension: 'feature' | 'user',
  aboveNanoUsd: number,
): Promise<readonly NamedSeries[]> {
  const steps = await ledger.series({
    ...selection,
    step: 'hour',
    by: [dimension],
    aboveNanoUsd: BigInt(Math.floor(aboveNanoUsd)),
    only: ['nanoUsd'],
  })
  return namedSeries(steps, dimension, selection)
}

/** By the days before those that are looked at, so that an incident does not raise the bar for itself. */
function leastExcess(total: HourlySpend['total'], { fromMillis, toMillis }: HourWindow, sinceMillis: number): number {
  const before = sinceMillis - fromMillis >= 3 * DAY_MILLIS ? sinceMillis : toMillis
  const days = Map.groupBy(
    total.filter(({ atMillis }) => atMillis < before),
    ({ atMillis }) => stepStart(atMillis, 'day'),
  )
  const costs = [...days.values()].map((steps) => steps.reduce((sum, { nanoUsd }) => sum + Number(nanoUsd), 0))
  return Math.max(LEAST_NANO_USD, costs.length === 0 ? 0 : LEAST_SHARE_OF_DAY * median(costs))
}
