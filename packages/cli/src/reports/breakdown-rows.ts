import { totalSpendSum } from '../ledger/spend-sum.ts'
import { UNATTRIBUTED, type Dimension } from './dimensions.ts'
import { formatCount } from './format-count.ts'
import type { Cell, Column } from './format-table.ts'
import { formatUsd } from './format-usd.ts'
import type { Palette } from './palette.ts'
import { shareBar } from './share-bar.ts'
import type { NamedSpend, Summary } from './summarise.ts'

export const BREAKDOWN_COLUMNS: readonly Column[] = [
  { align: 'left' },
  { align: 'right' },
  { align: 'right' },
  { align: 'left' },
  { align: 'right' },
  { align: 'right' },
  { align: 'right' },
]

export interface BreakdownStyle {
  readonly palette: Palette
  /** How many names are shown each on its own line; the others share one. */
  readonly maxNames: number
  /** How many decimals every amount of the report has, so that they align. */
  readonly decimals: number
}

/** The rows of one dimension: a heading, then its names with cost, share of the total, calls and tokens. */
export function breakdownRows(
  summary: Summary,
  dimension: Dimension,
  style: BreakdownStyle,
): readonly (readonly Cell[])[] {
  const lines = shortened(summary.by[dimension], style.maxNames)
  return [heading(dimension, style.palette), ...lines.map((line) => row(line, summary.total.nanoUsd, style))]
}

function heading(dimension: Dimension, palette: Palette): readonly Cell[] {
  const labels = ['cost', 'share', '', 'calls', 'input', 'output']
  return [{ text: `By ${dimension}`, style: palette.title }, ...labels.map((text) => ({ text, style: palette.faint }))]
}

/** No cost is hidden by shortening: what does not get a line of its own is in the last one. */
function shortened(lines: readonly NamedSpend[], maxNames: number): readonly NamedSpend[] {
  if (lines.length <= maxNames) return lines
  const others = lines.slice(maxNames - 1)
  return [...lines.slice(0, maxNames - 1), { name: `${others.length} others`, ...totalSpendSum(others) }]
}

function row(line: NamedSpend, totalNanoUsd: bigint, { palette, decimals }: BreakdownStyle): readonly Cell[] {
  const share = totalNanoUsd === 0n ? 0 : Number(line.nanoUsd) / Number(totalNanoUsd)
  const isKnown = line.pricedCalls > 0
  return [
    line.name === UNATTRIBUTED
      ? { text: `  ${line.name}`, style: palette.warning }
      : { text: `  ${clipped(line.name)}` },
    isKnown ? { text: formatUsd(line.nanoUsd, decimals) } : { text: 'unknown', style: palette.warning },
    { text: isKnown ? `${(share * 100).toFixed(1)} %` : '' },
    { text: shareBar(share, BAR_WIDTH), style: palette.bar },
    { text: formatCount(line.calls) },
    { text: formatCount(line.inputTokens), style: palette.faint },
    { text: formatCount(line.outputTokens), style: palette.faint },
  ]
}

function clipped(name: string): string {
  return name.length <= MAX_NAME_LENGTH ? name : `${name.slice(0, MAX_NAME_LENGTH - 1)}…`
}

const BAR_WIDTH = 16
const MAX_NAME_LENGTH = 32
