import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'

/** Of what a feature costs, so much may be retries: the target of the report. */
const MOST_PER_CENT = 5n

/** Retries that cost more than a twentieth of a feature. */
export function costlyRetries({ features }: FindingFacts): readonly Finding[] {
  return features.flatMap(({ feature, sum }) => {
    const allowed = (sum.nanoUsd * MOST_PER_CENT) / 100n
    if (sum.retriedNanoUsd <= allowed) return []
    const share = (Number(sum.retriedNanoUsd) / Number(sum.nanoUsd)) * 100
    return [
      {
        rule: 'costly-retries',
        subject: feature,
        evidence: `${share.toFixed(1)} % of the cost is retries, in ${sum.retriedCalls} of ${sum.calls} calls`,
        advice: 'limit retries to two, wait between them, and do not retry what was answered but not liked',
        savedNanoUsd: sum.retriedNanoUsd - allowed,
        assumption: `retries fall to ${MOST_PER_CENT} % of the cost`,
      },
    ]
  })
}
