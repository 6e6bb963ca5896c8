import type { ExplainedAnomaly } from '../../anomalies/find-anomalies.ts'
import type { HourWindow } from '../../anomalies/hour-series.ts'
import type { Forecast } from '../../forecast/forecast.ts'
import type { SpendSum } from '../../ledger/ledger.ts'
import type { Dimension } from '../dimensions.ts'
import type { Finding } from '../findings/finding.ts'
import type { BudgetStanding } from './budget-standing.ts'
import type { Efficiency } from './efficiency.ts'

/** A report over a stretch of time, beside the stretch of the same length before it. */
export interface SpendReport {
  readonly period: ReportPeriod
  readonly window: HourWindow
  readonly previous: HourWindow
  /** The team that it is about; `undefined` for everybody. */
  readonly team: string | undefined
  readonly total: SpendSum
  readonly before: SpendSum
  /** Thirteen weeks earlier, for the target of cost per call; `undefined` where the ledger does not reach back that far. */
  readonly quarterAgo: SpendSum | undefined
  readonly by: Readonly<Record<Dimension, readonly ReportLine[]>>
  /** How many users and sessions there were that are known by name. */
  readonly users: number
  readonly sessions: number
  readonly efficiency: Efficiency
  readonly unpriced: readonly UnpricedLine[]
  readonly forecast: Forecast
  readonly budgets: readonly BudgetStanding[]
  readonly findings: readonly Finding[]
  readonly anomalies: readonly ExplainedAnomaly[]
}

export const REPORT_PERIODS = ['day', 'week', 'month'] as const
/** What a report is about: the last day, seven days or thirty days. */
export type ReportPeriod = (typeof REPORT_PERIODS)[number]

/** One name in a breakdown. */
export interface ReportLine extends SpendSum {
  /** `unattributed` for the calls that do not say. */
  readonly name: string
  /** What the same name cost in the stretch before. */
  readonly beforeNanoUsd: bigint
  /** Of the calls whose cost is known. */
  readonly p95NanoUsd: number
  readonly maxNanoUsd: number
}

/** Calls of one model without a price. */
export interface UnpricedLine {
  readonly model: string
  readonly reason: string
  readonly calls: number
}
