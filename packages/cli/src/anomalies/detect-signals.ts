import type { SpendStep } from '../ledger/ledger.ts'
import { HOUR_MILLIS } from '../ledger/time-step.ts'
import type { SeriesName, Signal } from './anomaly.ts'
import { costByHour, type HourSeries, type HourWindow } from './hour-series.ts'
import { ordinaryDays } from './ordinary-day.ts'
import { type HourScore, scoreHours } from './score-hours.ts'
import { shareHours } from './share-hours.ts'
import { hourSignals, scoredSignals } from './signals.ts'
import { unpricedHours } from './unpriced-hours.ts'

/** What the detectors look at: the hours of all calls, of each feature, and of each user. */
export interface HourlySpend extends HourWindow {
  readonly total: readonly SpendStep<'nanoUsd' | 'calls' | 'unpricedCalls'>[]
  readonly features: readonly NamedSeries[]
  readonly users: readonly NamedSeries[]
}

/** What one name cost in each hour of the window. */
export interface NamedSeries {
  readonly of: SeriesName
  readonly series: HourSeries
}

/** The bounds of the rules. */
export interface DetectorOptions {
  /** What a day may cost, in nano-USD. Default: what an ordinary day of the last four weeks did. */
  readonly dayBudgetNanoUsd?: number
  /** What an hour must be above expectation at the least, in nano-USD. */
  readonly leastExcessNanoUsd: number
  /** The part of a day's budget that one user may spend in an hour before it is an anomaly. Default: 0.01. */
  readonly userShare?: number
  /** The same for a feature. Default: 0.2. */
  readonly featureShare?: number
}

/** Signals, and the scores of all calls, from which what was expected can be told. */
export interface Detection {
  readonly signals: readonly Signal[]
  readonly total: HourSeries
  readonly scores: readonly HourScore[]
}

/** One feature among many is wrong by chance more often than the total, so more is asked of it. */
const FEATURE_SCORE = 5.5

/** Runs every rule over every series. Each hour is judged by what was known when it ended. */
export function detectSignals(spend: HourlySpend, options: DetectorOptions): Detection {
  const { leastExcessNanoUsd: leastExcess, userShare = 0.01, featureShare = 0.2 } = options
  const total = costByHour(spend.total, spend)
  const scores = scoreHours(total.values, { leastExcess })
  const dayBudget =
    options.dayBudgetNanoUsd === undefined
      ? ordinaryDays(total.values, scores)
      : total.values.map(() => options.dayBudgetNanoUsd)
  return {
    total,
    scores,
    signals: [
      ...scoredSignals(total, scores, {}),
      ...hourSignals(total, unpricedHours(spend.total, spend), 'unpriced', {}),
      ...spend.features.flatMap(({ of, series }) => featureRises(of, series, leastExcess)),
      ...spend.features.flatMap(({ of, series }) =>
        hourSignals(
          series,
          shareHours(series.values, { share: featureShare, dayBudget, least: leastExcess }),
          'share',
          of,
        ),
      ),
      ...spend.users.flatMap(({ of, series }) =>
        hourSignals(
          series,
          shareHours(series.values, { share: userShare, dayBudget, least: leastExcess }),
          'share',
          of,
        ),
      ),
    ],
  }
}

/** A feature is learned from its first call on. What it no longer does is a decision and not an outage. */
function featureRises(of: SeriesName, { fromMillis, values }: HourSeries, leastExcess: number): readonly Signal[] {
  const first = values.findIndex((value) => value > 0)
  if (first < 0) return []
  const series = { fromMillis: fromMillis + first * HOUR_MILLIS, values: values.slice(first) }
  const scores = scoreHours(series.values, { leastExcess, mostScore: FEATURE_SCORE })
  return scoredSignals(series, scores, of).filter(({ rule }) => rule !== 'drop')
}
