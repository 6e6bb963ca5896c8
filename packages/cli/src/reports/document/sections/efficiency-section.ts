import { formatCount } from '../../format-count.ts'
import { decimalsFor, formatUsd } from '../../format-usd.ts'
import type { Efficiency } from '../../period/efficiency.ts'
import type { SpendReport } from '../../period/spend-report.ts'
import { meetsTarget, type TargetRatio, targetRatios } from '../../period/target-ratios.ts'
import { formatShare } from '../format-change.ts'
import type { ReportBlock, ReportSection, TableCell } from '../report-document.ts'
import { shownName } from '../shown-name.ts'

/** Tokens of calls, what they cost by class, how answers end, and the shares that have targets. */
export function efficiencySection(report: SpendReport): ReportSection {
  const { efficiency, total, knows } = report
  const { finishReasons } = efficiency
  const classes = Object.entries<bigint>({ ...total.parts }).filter(([, nanoUsd]) => nanoUsd > 0n)
  return {
    title: 'Efficiency',
    blocks: [
      // Without single calls there is no percentile.
      ...(knows?.hasCalls === false ? [] : [tokensOfCall(efficiency)]),
      {
        kind: 'table',
        columns: columns('token class', 'cost', 'share'),
        rows: classes.map(([name, nanoUsd]) =>
          cells(
            CLASS_NAMES[name] ?? name,
            formatUsd(nanoUsd, decimalsFor(total.nanoUsd)),
            formatShare(Number(nanoUsd) / Number(total.nanoUsd)),
          ),
        ),
      },
      {
        kind: 'table',
        columns: columns('share', 'now', 'before', 'target'),
        rows: targetRatios(report)
          .filter(({ value }) => value !== undefined)
          .map(ratioRow),
      },
      ...(finishReasons.length === 0 ? [] : [finishTable(finishReasons)]),
    ],
  }
}

function tokensOfCall({ inputTokens, outputTokens, outputPerInput }: Efficiency): ReportBlock {
  const rounded = (count: number): string => formatCount(Math.round(count))
  return {
    kind: 'table',
    columns: columns('of a call', 'mean', 'p95'),
    rows: [
      cells('input tokens', rounded(inputTokens.mean), rounded(inputTokens.p95)),
      cells('output tokens', rounded(outputTokens.mean), rounded(outputTokens.p95)),
      cells('output for each input token', outputPerInput.mean.toFixed(2), outputPerInput.p95.toFixed(2)),
    ],
  }
}

function finishTable(finishReasons: Efficiency['finishReasons']): ReportBlock {
  const finished = finishReasons.reduce((sum, { calls }) => sum + calls, 0)
  return {
    kind: 'table',
    columns: columns('answers ended by', 'calls', 'share'),
    rows: finishReasons
      .slice(0, MOST_REASONS)
      .map(({ reason, calls }) => cells(shownName(reason), formatCount(calls), formatShare(calls / finished))),
  }
}

const MOST_REASONS = 6
const CLASS_NAMES: Readonly<Record<string, string>> = { cacheRead: 'cache read', cacheWrite: 'cache write' }

function columns(first: string, ...others: readonly string[]): readonly { title: string; align: 'left' | 'right' }[] {
  return [{ title: first, align: 'left' }, ...others.map((title) => ({ title, align: 'right' as const }))]
}

function cells(...texts: readonly string[]): readonly TableCell[] {
  return texts.map((text) => ({ text }))
}

function ratioRow(ratio: TargetRatio): readonly TableCell[] {
  const meets = meetsTarget(ratio)
  const now = { text: formatShare(ratio.value) }
  return [
    { text: ratio.name },
    meets === undefined ? now : { ...now, tone: meets ? 'good' : 'warning' },
    { text: formatShare(ratio.before) },
    { text: targetText(ratio.target) },
  ]
}

function targetText(target: TargetRatio['target']): string {
  if (target === undefined) return ''
  return 'atMost' in target ? `at most ${target.atMost * 100} %` : `at least ${target.atLeast * 100} %`
}
