import type { SourceKnowledge } from '../../../ledger/ledger.ts'
import { countOf, formatCount } from '../../format-count.ts'
import type { SpendReport } from '../../period/spend-report.ts'
import { formatShare } from '../format-change.ts'
import type { ReportSection, TableCell } from '../report-document.ts'
import { shownName } from '../shown-name.ts'

/** What is not in the total, or not certain in it; `undefined` where all of it is known. */
export function certaintySection({ total, unpriced, knows }: SpendReport): ReportSection | undefined {
  const texts = [
    knows === undefined ? '' : sourceText(knows),
    total.estimatedCalls > 0 ? `${countOf(total.estimatedCalls, 'call')} estimated: the provider sent no usage` : '',
    total.unobservedCalls > 0 ? `${countOf(total.unobservedCalls, 'call')} sent that brought nothing back` : '',
    total.failedCalls > 0 ? `${countOf(total.failedCalls, 'call')} ended in an error` : '',
  ].filter((text) => text !== '')
  if (unpriced.length === 0 && texts.length === 0) return undefined
  const rows = unpriced
    .slice(0, MOST_MODELS)
    .map(({ model, reason, calls }): readonly TableCell[] => [
      { text: shownName(model), tone: 'warning' },
      { text: shownName(reason) },
      { text: formatCount(calls) },
      { text: formatShare(calls / total.calls) },
    ])
  return {
    title: 'Not in the total, or not certain',
    blocks: [
      ...(rows.length === 0 ? [] : [{ kind: 'table' as const, columns: COLUMNS, rows }]),
      ...texts.map((text) => ({ kind: 'text' as const, text })),
    ],
  }
}

/** In a sentence what a reader of the report misses; the whole list is in its JSON. */
function sourceText({ source, dimensions, hasCalls }: SourceKnowledge): string {
  const known = `${source} knows of a call ${[...dimensions].join(', ')}${hasCalls ? '' : ', and no single ones'}`
  return `${known}: what needs more is left out of this report, and is listed by --json`
}

const MOST_MODELS = 10
const COLUMNS = [
  { title: 'without a price', align: 'left' },
  { title: 'why', align: 'left' },
  { title: 'calls', align: 'right' },
  { title: 'share', align: 'right' },
] as const
