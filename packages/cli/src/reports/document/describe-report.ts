import { outcomeSections, qualitySection } from '../../economics/describe-outcomes.ts'
import type { SpendReport } from '../period/spend-report.ts'
import { formatMinute } from './format-time.ts'
import type { ReportDocument, ReportSection } from './report-document.ts'
import { anomalySection } from './sections/anomaly-section.ts'
import { breakdownSections } from './sections/breakdown-section.ts'
import { captureSection } from './sections/capture-section.ts'
import { certaintySection } from './sections/certainty-section.ts'
import { efficiencySection } from './sections/efficiency-section.ts'
import { findingSection } from './sections/finding-section.ts'
import { savingsSection } from './sections/savings-section.ts'
import { summarySection } from './sections/summary-section.ts'
import { shownName } from './shown-name.ts'

/** How long the tables are. */
export interface DescribeOptions {
  /** How many names each breakdown shows before it sums up the others. Default: 10. */
  readonly maxNames?: number
}

/** Says a report: first what was spent, then who and what caused it, then what to do about it. */
export function describeReport(report: SpendReport, { maxNames = 10 }: DescribeOptions = {}): ReportDocument {
  const { period, window, previous, team, anomalies, total } = report
  const title = `LLM cost of the ${period}${team === undefined ? '' : `, team ${shownName(team)}`}`
  const subtitle = `${formatMinute(window.fromMillis)} to ${formatMinute(window.toMillis)} UTC, beside ${formatMinute(previous.fromMillis)} to ${formatMinute(previous.toMillis)}`
  if (total.calls === 0) {
    const nothing = { kind: 'text', text: 'No LLM calls in this time', tone: 'warning' } as const
    return { title, subtitle, sections: [{ title: 'Summary', blocks: [nothing] }, anomalySection(anomalies)] }
  }
  const certainty = certaintySection(report)
  const savings = savingsSection(report, maxNames)
  const capture = captureSection(report)
  return {
    title,
    subtitle,
    sections: [
      summarySection(report),
      anomalySection(anomalies),
      ...breakdownSections(report, maxNames),
      ...(savings === undefined ? [] : [savings]),
      efficiencySection(report),
      ...[...outcomeSections(report.outcomes), qualitySection(report.quality)].filter(hasRows),
      findingSection(report),
      ...(certainty === undefined ? [] : [certainty]),
      ...(capture === undefined ? [] : [capture]),
    ],
  }
}

function hasRows({ blocks }: ReportSection): boolean {
  return blocks.some((block) => block.kind === 'table' && block.rows.length > 0)
}
