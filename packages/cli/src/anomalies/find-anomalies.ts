import { asFarAsKnown } from '../ledger/as-far-as-known.ts'
import type { LedgerReader, Selection } from '../ledger/ledger.ts'
import { DAY_MILLIS, HOUR_MILLIS, stepStart } from '../ledger/time-step.ts'
import type { Anomaly } from './anomaly.ts'
import { type DetectorOptions, type Detection, detectSignals, type HourlySpend } from './detect-signals.ts'
import { type Breakdown, type Explanation, explain, FACTOR_NAMES } from './explanation.ts'
import type { HourWindow } from './hour-series.ts'
import { hourlySpend } from './hourly-spend.ts'
import { mergeSignals, type SignalGroup } from './merge-signals.ts'

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

const WEEK_MILLIS = 7 * DAY_MILLIS

/**
 * Finds the anomalies of the last days in a ledger and explains each by what features, users and models added to it, the
 * newest first. With less than three days of history only shares of a budget can be judged, and nothing else is found.
 *
 * @example
 * const [latest] = await findAnomalies(ledger, { days: 7 })
 * console.log(latest?.explanation.by.user[0]?.name)
 */
export async function findAnomalies(
  source: LedgerReader,
  options: AnomalyOptions = {},
): Promise<readonly ExplainedAnomaly[]> {
  const { toMillis = Date.now(), days = 14, where } = options
  const ledger = asFarAsKnown(source)
  const untilMillis = stepStart(toMillis, 'hour')
  const { leastExcessNanoUsd } = options
  const asked = await hourlySpend(ledger, { toMillis: untilMillis, days, where, leastExcessNanoUsd })
  if (asked === undefined) return []
  const { spend } = asked
  const sinceMillis = untilMillis - days * DAY_MILLIS
  const detection = detectSignals(spend, { ...options, leastExcessNanoUsd: asked.leastExcessNanoUsd })
  const groups = mergeSignals(detection.signals)
  const recent = groups.filter((group) => group.toMillis > sinceMillis).toSorted((a, b) => b.fromMillis - a.fromMillis)
  const found: ExplainedAnomaly[] = []
  for (const group of recent) {
    const explanation = await explained(ledger, group, groups, where)
    found.push({ ...anomalyOf(group, spend, detection), explanation })
  }
  return found
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
    nanoUsd: totalNanoUsd(inside),
    expectedNanoUsd: isKnown
      ? BigInt(Math.round(expected.reduce<number>((sum, each) => sum + (each ?? 0), 0)))
      : undefined,
  }
}

function totalNanoUsd(steps: readonly { readonly nanoUsd: bigint }[]): bigint {
  return steps.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)
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
    feature: await ledger.sum({ ...selection, by: ['feature'], only: FACTOR_NAMES }),
    user: await ledger.sum({ ...selection, by: ['user'], only: ['nanoUsd'] }),
    model: await ledger.sum({ ...selection, by: ['model'], only: ['nanoUsd'] }),
  }
}
