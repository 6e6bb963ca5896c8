import { BREAKDOWN_COLUMNS, breakdownRows } from './breakdown-rows.ts'
import { type Dimension, DIMENSIONS, UNATTRIBUTED } from './dimensions.ts'
import { countOf, formatCount } from './format-count.ts'
import { formatTable } from './format-table.ts'
import { decimalsFor, formatUsd } from './format-usd.ts'
import { PLAIN, type Palette } from './palette.ts'
import { remarks } from './remarks.ts'
import type { Summary } from './summarise.ts'

/** How the report is drawn. */
export interface ReportOptions {
  /** Default: plain text. */
  readonly palette?: Palette
  /** How many names each breakdown shows before it sums up the others. Default: 10. */
  readonly maxNames?: number
}

/** A report for people: the total, spend by feature, user, team, tier and model, and what to know about the figures. */
export function renderReport(summary: Summary, options: ReportOptions = {}): string {
  const { palette = PLAIN, maxNames = 10 } = options
  if (summary.total.calls === 0) return `${palette.faint('No LLM calls received')}\n`
  const style = { palette, maxNames, decimals: decimalsFor(summary.total.nanoUsd) }
  const named = DIMENSIONS.filter((dimension) => dimension === 'model' || isNamed(summary, dimension))
  const rows = named.flatMap((dimension) => [[], ...breakdownRows(summary, dimension, style)])
  const more = [...unnamedLine(summary, palette), ...remarks(summary, palette)]
  return [headline(summary, palette), ...formatTable(BREAKDOWN_COLUMNS, rows), '', ...more]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

/** Whether the calls name anybody in this dimension: a table with one line for nobody tells nothing. */
function isNamed(summary: Summary, dimension: Dimension): boolean {
  return summary.by[dimension].some(({ name }) => name !== UNATTRIBUTED)
}

function unnamedLine(summary: Summary, palette: Palette): readonly string[] {
  const unnamed = DIMENSIONS.filter((dimension) => dimension !== 'model' && !isNamed(summary, dimension))
  if (unnamed.length === 0) return []
  const names = unnamed.length === 1 ? unnamed.join('') : `${unnamed.slice(0, -1).join(', ')} and ${unnamed.at(-1)}`
  return [palette.faint(`Nobody has named the ${names} of these calls: withCostContext() of @costspan/cost does`)]
}

function headline({ total }: Summary, palette: Palette): string {
  const amount = formatUsd(total.nanoUsd, Math.max(6, decimalsFor(total.nanoUsd)))
  const cached = total.cacheReadTokens === 0 ? '' : ` (${formatCount(total.cacheReadTokens)} from cache)`
  const tokens = `${formatCount(total.inputTokens)} tokens in${cached}, ${formatCount(total.outputTokens)} out`
  return `${palette.money(amount)}  ${countOf(total.calls, 'call')}, ${tokens}`
}
