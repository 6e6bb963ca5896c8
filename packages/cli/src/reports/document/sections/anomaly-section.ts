import { describeAnomaly } from '../../../anomalies/describe-anomaly.ts'
import type { ExplainedAnomaly } from '../../../anomalies/find-anomalies.ts'
import type { ReportSection } from '../report-document.ts'

/** What was unusual in the last fourteen days, and who and what caused it. */
export function anomalySection(anomalies: readonly ExplainedAnomaly[], title = 'Anomalies of 14 days'): ReportSection {
  return {
    title,
    blocks: [
      anomalies.length === 0
        ? { kind: 'text', text: 'None', tone: 'good' }
        : { kind: 'list', items: anomalies.map(describeAnomaly) },
    ],
  }
}
