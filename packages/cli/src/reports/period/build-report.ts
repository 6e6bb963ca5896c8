import { type AnomalyOptions, findAnomalies } from '../../anomalies/find-anomalies.ts'
import type { HourWindow } from '../../anomalies/hour-series.ts'
import { recordedEvaluations } from '../../economics/evaluation.ts'
import { recordedOutcomes } from '../../economics/outcome.ts'
import { outcomeCosts } from '../../economics/outcome-costs.ts'
import { qualityCosts } from '../../economics/quality-costs.ts'
import { findForecast } from '../../forecast/find-forecast.ts'
import type { LedgerReader, Measure, Selection, SpendSum } from '../../ledger/ledger.ts'
import { asFarAsKnown } from '../../ledger/as-far-as-known.ts'
import { totalSpendSum } from '../../ledger/spend-sum.ts'
import { type Dimension, DIMENSIONS, UNATTRIBUTED } from '../dimensions.ts'
import { findingsIn } from '../findings/finding-rules.ts'
import { gatherFacts } from '../findings/gather-facts.ts'
import { type MonthBudget, standingsOf } from './budget-standing.ts'
import { captures } from './capture.ts'
import { type Efficiency, efficiencyOf } from './efficiency.ts'
import { reportLines } from './report-lines.ts'
import { reportWindows } from './report-windows.ts'
import { savingLines } from './savings.ts'
import type { ReportLine, ReportPeriod, SpendReport, UnpricedLine } from './spend-report.ts'

/** What a report is about. */
export interface BuildReportOptions {
  /** Default: the last seven days. */
  readonly period?: ReportPeriod
  /** Until when. Default: now. */
  readonly toMillis?: number
  /** Only the calls of one team. Default: all. */
  readonly team?: string
  /** Budgets of the month. Default: none. */
  readonly budgets?: readonly MonthBudget[]
  /** The bounds of the rules that look for anomalies. */
  readonly anomalies?: Pick<AnomalyOptions, 'dayBudgetNanoUsd' | 'leastExcessNanoUsd' | 'userShare' | 'featureShare'>
}

const ANOMALY_DAYS = 14

/**
 * Builds a report from the calls in a ledger. Its totals are sums of the ledger's whole nano-USD, so that each breakdown
 * adds up to the total.
 *
 * @example
 * const report = await buildReport(ledger, { period: 'week', team: 'search' })
 * process.stdout.write(writeReport(report))
 */
export async function buildReport(source: LedgerReader, options: BuildReportOptions = {}): Promise<SpendReport> {
  const ledger = asFarAsKnown(source)
  const { knows } = source
  const { period = 'week', toMillis = Date.now(), team, budgets = [] } = options
  const where = team === undefined ? undefined : { team: [team === UNATTRIBUTED ? undefined : team] }
  const scope = where === undefined ? {} : { where }
  const windows = reportWindows(period, toMillis)
  const selection = { ...scope, ...windows.window }
  return {
    ...(knows === undefined ? {} : { knows }),
    period,
    window: windows.window,
    previous: windows.previous,
    team,
    total: await totalOf(ledger, selection),
    before: await totalOf(ledger, { ...scope, ...windows.previous }),
    quarterAgo: await quarterAgo(ledger, scope, windows.quarterAgo),
    by: await breakdowns(ledger, selection, { ...scope, ...windows.previous }),
    users: await namesIn(ledger, selection, 'user'),
    sessions: await namesIn(ledger, selection, 'session'),
    efficiency: await efficiency(ledger, selection),
    savings: await savingLines(ledger, selection),
    unpriced: await unpricedLines(ledger, selection),
    forecast: await findForecast(ledger, { ...scope, atMillis: toMillis }),
    budgets: await standingsOf(ledger, budgetsOf(budgets, team), toMillis),
    outcomes: await outcomeCosts(ledger, await recordedOutcomes(ledger, windows.window), selection),
    quality: await qualityCosts(ledger, await recordedEvaluations(ledger, windows.window), selection),
    capture: team === undefined ? await captures(ledger, toMillis) : [],
    findings: findingsIn(await gatherFacts(ledger, selection)),
    anomalies: await findAnomalies(ledger, { ...options.anomalies, ...scope, toMillis, days: ANOMALY_DAYS }),
  }
}

async function totalOf(ledger: LedgerReader, selection: Selection): Promise<SpendSum> {
  return totalSpendSum(await ledger.sum(selection))
}

async function quarterAgo(ledger: LedgerReader, scope: Selection, window: HourWindow): Promise<SpendSum | undefined> {
  const sum = await totalOf(ledger, { ...scope, ...window })
  return sum.calls === 0 ? undefined : sum
}

async function breakdowns(
  ledger: LedgerReader,
  now: Selection,
  before: Selection,
): Promise<Readonly<Record<Dimension, readonly ReportLine[]>>> {
  const lines = DIMENSIONS.map(async (dimension) => {
    const by = [dimension] as const
    const spreads = await ledger.spread({ ...now, by, of: 'nanoUsd', quantiles: [0.95] })
    const found = reportLines(dimension, await ledger.sum({ ...now, by }), await ledger.sum({ ...before, by }), spreads)
    return [dimension, found] as const
  })
  return Object.fromEntries(await Promise.all(lines)) as Record<Dimension, readonly ReportLine[]>
}

/** None is something else than not known. */
async function namesIn(
  ledger: LedgerReader,
  selection: Selection,
  dimension: 'user' | 'session',
): Promise<number | undefined> {
  return ledger.knows?.dimensions.has(dimension) === false ? undefined : ledger.countNames(dimension, selection)
}

async function efficiency(ledger: LedgerReader, selection: Selection): Promise<Efficiency> {
  const measures: readonly Measure[] = ['inputTokens', 'outputTokens', 'outputPerInput']
  const spreads = await Promise.all(
    measures.map(async (of) => (await ledger.spread({ ...selection, of, quantiles: [0.95] }))[0]),
  )
  return efficiencyOf(spreads, await ledger.sum({ ...selection, by: ['finishReason'] }))
}

async function unpricedLines(ledger: LedgerReader, selection: Selection): Promise<readonly UnpricedLine[]> {
  const tellsReason = ledger.knows?.dimensions.has('unpricedReason') !== false
  const groups = await ledger.sum({ ...selection, by: tellsReason ? ['model', 'unpricedReason'] : ['model'] })
  return groups
    .filter(({ unpricedCalls }) => unpricedCalls > 0)
    .map(({ key, unpricedCalls }) => ({
      model: key.model ?? UNATTRIBUTED,
      reason: key.unpricedReason ?? (tellsReason ? 'invalid usage' : 'unknown'),
      calls: unpricedCalls,
    }))
    .toSorted((a, b) => b.calls - a.calls)
}

/** A team's report has the team's own budgets. */
function budgetsOf(budgets: readonly MonthBudget[], team: string | undefined): readonly MonthBudget[] {
  return team === undefined ? budgets : budgets.filter(({ where }) => where.team?.includes(team) === true)
}
