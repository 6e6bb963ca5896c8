import { DAY_MILLIS } from '../../../ledger/time-step.ts'
import { decimalsFor, formatUsd } from '../../format-usd.ts'
import type { Finding } from '../../findings/finding.ts'
import type { SpendReport } from '../../period/spend-report.ts'
import type { ListItem, ReportSection } from '../report-document.ts'
import { shownName } from '../shown-name.ts'

/** What costs more than it need, each with what it would save in a month. */
export function findingSection({ findings, window, knows }: SpendReport): ReportSection {
  if (knows?.hasCalls === false) {
    return {
      title: 'Findings',
      blocks: [{ kind: 'text', text: `Not looked for: ${knows.source} has no single calls` }],
    }
  }
  if (findings.length === 0) return { title: 'Findings', blocks: [{ kind: 'text', text: 'None', tone: 'good' }] }
  const days = (window.toMillis - window.fromMillis) / DAY_MILLIS
  return {
    title: 'Findings',
    blocks: [
      { kind: 'list', items: findings.slice(0, MOST_FINDINGS).map((finding) => findingItem(finding, days)) },
      { kind: 'text', text: 'Findings may be about the same dollars, so that their savings do not add up.' },
    ],
  }
}

const MOST_FINDINGS = 12
const DAYS_PER_MONTH = 30n

function findingItem({ subject, evidence, advice, savedNanoUsd, assumption }: Finding, days: number): ListItem {
  const monthly = (savedNanoUsd * DAYS_PER_MONTH) / BigInt(days)
  const saves =
    savedNanoUsd === 0n ? 'saves nothing by itself' : `saves ${formatUsd(monthly, decimalsFor(monthly))} a month`
  const about = subject.split(', prompt ').map(shownName).join(', prompt ')
  return { text: `${about}: ${evidence}; ${saves}`, details: [advice, `if ${assumption}`] }
}
