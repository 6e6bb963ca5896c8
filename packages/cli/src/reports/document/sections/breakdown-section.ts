import { type Dimension, DIMENSIONS, UNATTRIBUTED } from '../../dimensions.ts'
import { formatCount } from '../../format-count.ts'
import { decimalsFor, formatUsd } from '../../format-usd.ts'
import type { ReportLine, SpendReport } from '../../period/spend-report.ts'
import { formatChange, formatShare } from '../format-change.ts'
import type { ReportSection, TableCell } from '../report-document.ts'
import { shownName } from '../shown-name.ts'

/** Spend by feature, user, team, tier and model, each name beside what it cost before. */
export function breakdownSections({ by, total, knows }: SpendReport, maxNames: number): readonly ReportSection[] {
  const decimals = decimalsFor(total.nanoUsd)
  const isShown = (column: { readonly title: string } | undefined): boolean =>
    knows?.hasCalls !== false || !OF_SINGLE_CALLS.has(column?.title ?? '')
  return DIMENSIONS.filter((dimension) => by[dimension].some(({ name }) => name !== UNATTRIBUTED)).map((dimension) => ({
    title: `By ${dimension}`,
    blocks: [
      {
        kind: 'table',
        columns: columns(dimension).filter(isShown),
        rows: shortened(by[dimension], maxNames).map((line) =>
          row(line, total.nanoUsd, decimals).filter((_, index) => isShown(columns(dimension)[index])),
        ),
      },
    ],
  }))
}

/** What only a source with single calls can tell. */
const OF_SINGLE_CALLS: ReadonlySet<string> = new Set(['p95', 'largest'])

function columns(dimension: Dimension): readonly { readonly title: string; readonly align: 'left' | 'right' }[] {
  const titles = ['cost', 'share', 'change', 'calls', 'per call', 'p95', 'largest', 'input', 'output']
  return [{ title: dimension, align: 'left' }, ...titles.map((title) => ({ title, align: 'right' as const }))]
}

/** What gets no line of its own is in the last one, so that each table adds up to the total. */
function shortened(lines: readonly ReportLine[], maxNames: number): readonly Line[] {
  const own = lines.slice(0, lines.length <= maxNames ? maxNames : maxNames - 1)
  const others = lines.slice(own.length)
  return others.length === 0 ? own : [...own, othersLine(others)]
}

type Line = Pick<
  ReportLine,
  'name' | 'nanoUsd' | 'beforeNanoUsd' | 'calls' | 'pricedCalls' | 'maxNanoUsd' | 'inputTokens' | 'outputTokens'
> & {
  /** A percentile of several names is not known from theirs. */
  readonly p95NanoUsd?: number
}

function othersLine(lines: readonly ReportLine[]): Line {
  const sum = (valueOf: (line: ReportLine) => number): number => lines.reduce((total, line) => total + valueOf(line), 0)
  return {
    name: `${lines.length} others`,
    nanoUsd: lines.reduce((total, { nanoUsd }) => total + nanoUsd, 0n),
    beforeNanoUsd: lines.reduce((total, { beforeNanoUsd }) => total + beforeNanoUsd, 0n),
    calls: sum(({ calls }) => calls),
    pricedCalls: sum(({ pricedCalls }) => pricedCalls),
    maxNanoUsd: lines.reduce((most, { maxNanoUsd }) => Math.max(most, maxNanoUsd), 0),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
  }
}

function row(line: Line, totalNanoUsd: bigint, decimals: number): readonly TableCell[] {
  const { name, nanoUsd, calls, pricedCalls } = line
  const isKnown = pricedCalls > 0
  const small = Math.min(9, decimals + 2)
  const single = (nano: number): string => (isKnown ? formatUsd(BigInt(Math.round(nano)), small) : '')
  return [
    name === UNATTRIBUTED ? { text: name, tone: 'warning' } : { text: shownName(name) },
    isKnown ? { text: formatUsd(nanoUsd, decimals) } : { text: 'unknown', tone: 'warning' },
    { text: isKnown && totalNanoUsd > 0n ? formatShare(Number(nanoUsd) / Number(totalNanoUsd)) : '' },
    { text: formatChange(nanoUsd, line.beforeNanoUsd) },
    { text: formatCount(calls) },
    { text: isKnown ? formatUsd(nanoUsd / BigInt(pricedCalls), small) : '' },
    { text: line.p95NanoUsd === undefined ? '' : single(line.p95NanoUsd) },
    { text: single(line.maxNanoUsd) },
    { text: formatCount(line.inputTokens) },
    { text: formatCount(line.outputTokens) },
  ]
}
