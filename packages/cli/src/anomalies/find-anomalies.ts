import type { LedgerReader, Selection } from '../ledger/ledger.ts'
import { DAY_MILLIS, HOUR_MILLIS, stepStart } from '../ledger/time-step.ts'
import { totalSpendSum } from '../ledger/spend-sum.ts'
import type { Anomaly } from './anomaly.ts'
import { type DetectorOptions, type Detection, detectSignals, type HourlySpend } from './detect-signals.ts'
import { type Breakdown, type Explanation, explain } from './explanation.ts'
import type { HourWindow } from './hour-series.ts'
import { mergeSignals, type SignalGroup } from './merge-signals.ts'
import { median } from './median.ts'
import { namedSeries } from './named-series.ts'

/** What is looked for, and when. */
export interface AnomalyOptions extends Omit<DetectorOptions, 'leastExcessNanoUsd'> {
  /** Until when; hours that are not over by then are not looked at. Default: now. */
  readonly toMillis?: number
  /** How far back anomalies are listed. Default: 14 days. */
  readonly days?: number
  /**
   * What an hour must be above expectation at the least, in nano-USD. Default: a half per cent of an ordinary day, and not
   * less than $1.
   */
  readonly leastExcessNanoUsd?: number
  /** Of which calls. Default: all. */
  readonly where?: Selection['where']
}

/** An anomaly with its causes. */
export interface ExplainedAnomaly extends Anomaly {
  readonly explanation: Explanation
}

/** The baselines look four weeks back, and the level of the first of their hours two more. */
const HISTORY_DAYS = 42
const WEEK_MILLIS = 7 * DAY_MILLIS
const LEAST_SHARE_OF_DAY = 0.005
const LEAST_NANO_USD = 1_000_000_000

/**
 * Finds the anomalies of the last days in a ledger and explains each by what features, users and models added to it, the
 * newest first. With less than three days of history only shares of a budget can be judged, and nothing else is found.
 *
 * @example
 * const [latest] = await findAnomalies(ledger, { days: 7 })
 * console.log(latest?.explanation.by.user[0]?.name)
 */
export async function findAnomalies(
  ledger: LedgerReader,
  options: AnomalyOptions = {},
): Promise<readonly ExplainedAnomaly[]> {
  const { toMillis = Date.now(), days = 14, where } = options
  const spend = await hourlySpend(ledger, stepStart(toMillis, 'hour'), days, where)
  if (spend === undefined) return []
  const sinceMillis = spend.toMillis - days * DAY_MILLIS
  const detection = detectSignals(spend, {
    ...options,
    leastExcessNanoUsd: options.leastExcessNanoUsd ?? leastExcess(spend, sinceMillis),
  })
  const groups = mergeSignals(detection.signals)
  const recent = groups.filter((group) => group.toMillis > sinceMillis).toSorted((a, b) => b.fromMillis - a.fromMillis)
  const found: ExplainedAnomaly[] = []
  for (const group of recent) {
    const explanation = await explained(ledger, group, groups, where)
    found.push({ ...anomalyOf(group, spend, detection), explanation })
  }
  return found
}

async function hourlySpend(
  ledger: LedgerReader,
  toMillis: number,
  days: number,
  where: Selection['where'],
): Promise<HourlySpend | undefined> {
  const extent = await ledger.extent()
  if (extent === undefined || extent.firstMillis >= toMillis) return undefined
  const wanted = toMillis - (days + HISTORY_DAYS) * DAY_MILLIS
  const fromMillis = Math.max(wanted, stepStart(extent.firstMillis, 'hour'))
  const question = { step: 'hour', fromMillis, toMillis, ...(where === undefined ? {} : { where }) } as const
  const total = await ledger.series(question)
  const byFeature = await ledger.series({ ...question, by: ['feature'] })
  const byUser = await ledger.series({ ...question, by: ['user'] })
  const window = { fromMillis, toMillis }
  const [features, users] = [namedSeries(byFeature, 'feature', window), namedSeries(byUser, 'user', window)]
  return { ...window, total, features, users }
}

/** By the days before those that are looked at, so that an incident does not raise the bar for itself. */
function leastExcess({ total, fromMillis, toMillis }: HourlySpend, sinceMillis: number): number {
  const before = sinceMillis - fromMillis >= 3 * DAY_MILLIS ? sinceMillis : toMillis
  const days = Map.groupBy(
    total.filter(({ atMillis }) => atMillis < before),
    ({ atMillis }) => stepStart(atMillis, 'day'),
  )
  const costs = [...days.values()].map((steps) => Number(totalSpendSum(steps).nanoUsd))
  return Math.max(LEAST_NANO_USD, costs.length === 0 ? 0 : LEAST_SHARE_OF_DAY * median(costs))
}

function anomalyOf(group: SignalGroup, spend: HourlySpend, { total, scores }: Detection): Anomaly {
  const inside = spend.total.filter(({ atMillis }) => atMillis >= group.fromMillis && atMillis < group.toMillis)
  const expected = scores
    .filter((_, index) => isInside(total.fromMillis + index * HOUR_MILLIS, group))
    .map((score) => score.expected)
  const isKnown = expected.every((each) => each !== undefined)
  return {
    ...group,
    isOpen: group.toMillis >= spend.toMillis,
    nanoUsd: totalSpendSum(inside).nanoUsd,
    expectedNanoUsd: isKnown
      ? BigInt(Math.round(expected.reduce<number>((sum, each) => sum + (each ?? 0), 0)))
      : undefined,
  }
}

function isInside(atMillis: number, { fromMillis, toMillis }: HourWindow): boolean {
  return atMillis >= fromMillis && atMillis < toMillis
}

/** Weeks in which there was an anomaly at the same time are no comparison, as long as there is another one. */
async function explained(
  ledger: LedgerReader,
  group: SignalGroup,
  groups: readonly SignalGroup[],
  where: Selection['where'],
): Promise<Explanation> {
  const weeks = [1, 2, 3, 4].map((week) => ({
    fromMillis: group.fromMillis - week * WEEK_MILLIS,
    toMillis: group.toMillis - week * WEEK_MILLIS,
  }))
  const quiet = weeks.filter((week) => groups.every((other) => !overlaps(week, other)))
  const before: Breakdown[] = []
  for (const week of quiet.length > 0 ? quiet : weeks) before.push(await breakdown(ledger, week, where))
  const isKept = (week: Breakdown): boolean => week.feature.length > 0
  return explain(await breakdown(ledger, group, where), before.filter(isKept))
}

function overlaps(a: HourWindow, b: HourWindow): boolean {
  return a.fromMillis < b.toMillis && b.fromMillis < a.toMillis
}

async function breakdown(
  ledger: LedgerReader,
  { fromMillis, toMillis }: HourWindow,
  where: Selection['where'],
): Promise<Breakdown> {
  const selection = { fromMillis, toMillis, ...(where === undefined ? {} : { where }) }
  return {
    feature: await ledger.sum({ ...selection, by: ['feature'] }),
    user: await ledger.sum({ ...selection, by: ['user'] }),
    model: await ledger.sum({ ...selection, by: ['model'] }),
  }
}
