import { UNATTRIBUTED } from '../../dimensions.ts'
import { decimalsFor, formatUsd } from '../../format-usd.ts'
import type { SavingLine } from '../../period/savings.ts'
import type { SpendReport } from '../../period/spend-report.ts'
import type { ReportSection, TableCell } from '../report-document.ts'
import { shownName } from '../shown-name.ts'

/** What was saved by which means, for each feature, and what saving it cost; undefined where nothing was. */
export function savingsSection({ savings }: SpendReport, maxNames: number): ReportSection | undefined {
  if (savings.length === 0) return undefined
  const total = totalOf(savings)
  const decimals = decimalsFor(total.savedNanoUsd)
  const shown = savings.slice(0, maxNames)
  const others = savings.slice(maxNames)
  const rows = [
    ...shown.map((line) => row(shownName(line.feature), line, decimals)),
    ...(others.length === 0 ? [] : [row(`${others.length} others`, totalOf(others), decimals)]),
    ...(savings.length === 1 ? [] : [row('total', total, decimals)]),
  ]
  const columns = ['feature', 'by', 'saved', 'spent on it', 'net'].map((title, index) => ({
    title,
    align: index < 2 ? ('left' as const) : ('right' as const),
  }))
  return { title: 'Savings', blocks: [{ kind: 'table', columns, rows }] }
}

/** The means as people call them. */
const MEANS: Readonly<Record<string, string>> = {
  exact: 'exact cache',
  semantic: 'semantic cache',
  downgrade: 'cheaper model, budget low',
  choice: 'cheaper model, simple task',
  batch: 'batch',
  compression: 'compression',
  prompt_budget: 'prompt budget',
  template: 'shorter template',
  prompt_cache: 'prompt cache of the provider',
}

function row(name: string, line: Omit<SavingLine, 'feature'>, decimals: number): readonly TableCell[] {
  const amount = (nanoUsd: bigint): string =>
    nanoUsd < 0n ? `-${formatUsd(-nanoUsd, decimals)}` : formatUsd(nanoUsd, decimals)
  return [
    name === UNATTRIBUTED ? { text: name, tone: 'warning' } : { text: name },
    { text: (Object.hasOwn(MEANS, line.kind) ? MEANS[line.kind] : undefined) ?? shownName(line.kind) },
    { text: amount(line.savedNanoUsd) },
    { text: amount(line.spentNanoUsd) },
    { text: amount(line.netNanoUsd), tone: line.netNanoUsd < 0n ? 'warning' : 'good' },
  ]
}

function totalOf(lines: readonly SavingLine[]): Omit<SavingLine, 'feature'> {
  const sum = (amountOf: (line: SavingLine) => bigint): bigint =>
    lines.reduce((total, line) => total + amountOf(line), 0n)
  return {
    kind: '',
    savedNanoUsd: sum(({ savedNanoUsd }) => savedNanoUsd),
    spentNanoUsd: sum(({ spentNanoUsd }) => spentNanoUsd),
    netNanoUsd: sum(({ netNanoUsd }) => netNanoUsd),
  }
}
