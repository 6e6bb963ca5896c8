import { decimalsFor, formatUsd } from '../../format-usd.ts'
import type { Capture } from '../../period/capture.ts'
import type { SpendReport } from '../../period/spend-report.ts'
import { formatShare } from '../format-change.ts'
import type { ReportSection, TableCell } from '../report-document.ts'
import { shownName } from '../shown-name.ts'

/** Between these, metering and the bill say the same. */
const [LEAST, MOST] = [0.99, 1.01]

/** How much of the bill was metered, and what would close the rest; `undefined` where nothing was reconciled. */
export function captureSection({ capture }: SpendReport): ReportSection | undefined {
  if (capture.length === 0) return undefined
  const advice = capture.filter((each) => !isWhole(each)).flatMap((each) => each.advice)
  return {
    title: 'Captured of the bill',
    blocks: [
      { kind: 'table', columns: COLUMNS, rows: capture.map(captureRow) },
      ...(advice.length === 0 ? [] : [{ kind: 'list' as const, items: advice.map((text) => ({ text, details: [] })) }]),
    ],
  }
}

const COLUMNS = [
  { title: 'provider', align: 'left' },
  { title: 'reconciled', align: 'left' },
  { title: 'days', align: 'right' },
  { title: 'metered', align: 'right' },
  { title: 'at the most', align: 'right' },
  { title: 'billed', align: 'right' },
  { title: 'captured', align: 'right' },
] as const

function captureRow(line: Capture): readonly TableCell[] {
  const { provider, firstDay, lastDay, days, meteredNanoUsd, highNanoUsd, billedNanoUsd, rate } = line
  const decimals = decimalsFor(billedNanoUsd)
  return [
    { text: shownName(provider) },
    { text: `${firstDay} to ${lastDay}` },
    { text: String(days) },
    ...[meteredNanoUsd, highNanoUsd, billedNanoUsd].map((amount) => ({ text: formatUsd(amount, decimals) })),
    { text: formatShare(rate), tone: isWhole(line) ? 'good' : 'warning' },
  ]
}

function isWhole({ rate }: Capture): boolean {
  return rate !== undefined && rate >= LEAST && rate <= MOST
}
