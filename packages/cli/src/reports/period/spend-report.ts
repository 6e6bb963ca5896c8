import type { ExplainedAnomaly } from '../../anomalies/find-anomalies.ts'
import type { HourWindow } from '../../anomalies/hour-series.ts'
import type { OutcomeCost } from '../../economics/outcome-costs.ts'
import type { QualityCost } from '../../economics/quality-costs.ts'
import type { Forecast } from '../../forecast/forecast.ts'
import type { SourceKnowledge, SpendSum } from '../../ledger/ledger.ts'
import type { Dimension } from '../dimensions.ts'
import type { Finding } from '../findings/finding.ts'
import type { BudgetStanding } from './budget-standing.ts'
import type { Capture } from './capture.ts'
import type { Efficiency } from './efficiency.ts'
import type { SavingLine } from './savings.ts'

/** A report over a stretch of time, beside the stretch of the same length before it. */
export interface SpendReport {
  /** What the source of the report can tell, where that is not everything: what it does not know is not 0. */
  readonly knows?: SourceKnowledge
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
  /** How many users and sessions there were that are known by name; `undefined` where the source does not know any. */
  readonly users: number | undefined
  readonly sessions: number | undefined
  readonly efficiency: Efficiency
  /** By feature and means, most first. */
  readonly savings: readonly SavingLine[]
  readonly unpriced: readonly UnpricedLine[]
  readonly forecast: Forecast
  readonly budgets: readonly BudgetStanding[]
  /** What the outcomes that were recorded in the window cost, and the quality that a dollar bought. */
  readonly outcomes: readonly OutcomeCost[]
  readonly quality: readonly QualityCost[]
  /** By provider, where the ledger was reconciled; a bill is of all teams, so that a team's report has none. */
  readonly capture: readonly Capture[]
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
