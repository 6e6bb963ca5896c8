import { describeForecast } from '../../../forecast/describe-forecast.ts'
import { countOf } from '../../format-count.ts'
import { decimalsFor, formatUsd } from '../../format-usd.ts'
import type { BudgetStanding } from '../../period/budget-standing.ts'
import type { SpendReport } from '../../period/spend-report.ts'
import { formatChange, formatShare } from '../format-change.ts'
import type { ReportBlock, ReportSection, TableCell, Tone } from '../report-document.ts'
import { shownName } from '../shown-name.ts'

/** What was spent, what a call and a user cost, and how the month will end. */
export function summarySection(report: SpendReport): ReportSection {
  const { total, before, quarterAgo, users, sessions, forecast, budgets, window } = report
  const rows = [
    row('spent', exact(total.nanoUsd), formatChange(total.nanoUsd, before.nanoUsd)),
    row('in the stretch before', exact(before.nanoUsd)),
    row('calls', total.calls.toLocaleString('en-US'), formatChange(total.calls, before.calls)),
    row('cost per call', per(total.nanoUsd, total.pricedCalls), changePerCall(report)),
    ...(users === undefined ? [] : [row('cost per user', per(total.nanoUsd, users), countOf(users, 'user'))]),
    ...(sessions === undefined
      ? []
      : [row('cost per session', per(total.nanoUsd, sessions), countOf(sessions, 'session'))]),
  ]
  if (quarterAgo !== undefined && quarterAgo.pricedCalls > 0) {
    rows.push(row('cost per call a quarter ago', per(quarterAgo.nanoUsd, quarterAgo.pricedCalls)))
  }
  if (total.atRiskNanoUsd > 0n)
    rows.push(row('sent and not answered, at the most', exact(total.atRiskNanoUsd), '', 'warning'))
  const blocks: ReportBlock[] = [{ kind: 'table', columns: COLUMNS, rows }]
  blocks.push(...describeForecast(forecast, window.toMillis).map((text): ReportBlock => ({ kind: 'text', text })))
  if (budgets.length > 0) blocks.push({ kind: 'table', columns: BUDGET_COLUMNS, rows: budgets.map(budgetRow) })
  return { title: 'Summary', blocks }
}

const COLUMNS = [
  { title: '', align: 'left' },
  { title: 'now', align: 'right' },
  { title: 'change', align: 'right' },
] as const

const BUDGET_COLUMNS = [
  { title: 'budget of the month', align: 'left' },
  { title: 'limit', align: 'right' },
  { title: 'spent', align: 'right' },
  { title: 'used', align: 'right' },
  { title: 'month end', align: 'right' },
  { title: 'of limit', align: 'right' },
  { title: 'gone on', align: 'right' },
] as const

function row(name: string, value: string, change = '', tone?: Tone): readonly TableCell[] {
  return [{ text: name }, tone === undefined ? { text: value } : { text: value, tone }, { text: change }]
}

function budgetRow({ name, limitNanoUsd, forecast }: BudgetStanding): readonly TableCell[] {
  const limit = exact(limitNanoUsd)
  if (forecast.status === 'insufficient')
    return [shownName(name), limit, '', '', 'too little history', '', ''].map(plain)
  const { spentNanoUsd, totalNanoUsd, exhaustion } = forecast.month
  const used = Number(spentNanoUsd) / Number(limitNanoUsd)
  const projected = Number(totalNanoUsd.p50) / Number(limitNanoUsd)
  const gone = exhaustion?.isOver === true ? 'gone' : dayOf(exhaustion?.atMillis.p50)
  return [
    plain(shownName(name)),
    plain(limit),
    plain(exact(spentNanoUsd)),
    over(formatShare(used), used > 1),
    plain(exact(totalNanoUsd.p50)),
    over(`${formatShare(projected)}${projected > 1 ? ' over budget' : ''}`, projected > 1),
    over(gone, gone !== ''),
  ]
}

function plain(text: string): TableCell {
  return { text }
}

function over(text: string, isOver: boolean): TableCell {
  return isOver ? { text, tone: 'warning' } : { text }
}

function dayOf(millis: number | undefined): string {
  return millis === undefined ? '' : new Date(millis).toISOString().slice(0, 10)
}

function exact(nanoUsd: bigint): string {
  return formatUsd(nanoUsd, decimalsFor(nanoUsd))
}

/** Amounts are divided as integers; the rest of the division is below a nano-dollar. */
function per(nanoUsd: bigint, count: number): string {
  return count === 0 ? '' : exact(nanoUsd / BigInt(count))
}

function changePerCall({ total, before }: SpendReport): string {
  if (total.pricedCalls === 0 || before.pricedCalls === 0) return ''
  return formatChange(Number(total.nanoUsd) / total.pricedCalls, Number(before.nanoUsd) / before.pricedCalls)
}
