import type { Finding } from './finding.ts'
import type { FindingFacts } from './finding-facts.ts'
import { nanoAmount } from './nano-amount.ts'

/** SDKs try twice more by themselves; a third time is somebody's patience, and more is a loop. */
export const USUAL_RETRIES = 3

/** Calls that are tried again and again: a limit that nobody has set is found by the first outage, at its price. */
export function unlimitedRetries({ features }: FindingFacts): readonly Finding[] {
  return features.flatMap(({ feature, sum, mostRetries, lateRetryShare }) => {
    if (mostRetries <= USUAL_RETRIES) return []
    return [
      {
        rule: 'unlimited-retries',
        subject: feature,
        evidence: `a call was tried ${mostRetries} times again; ${(lateRetryShare * 100).toFixed(0)} % of all retries are beyond the third`,
        advice: `give up after ${USUAL_RETRIES} retries, wait longer before each, and give runs a budget`,
        savedNanoUsd: nanoAmount(Number(sum.retriedNanoUsd) * lateRetryShare),
        assumption: 'retries beyond the third cost as much as the others, and are left out',
      },
    ]
  })
}
