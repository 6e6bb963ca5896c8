import { type ExplainedAnomaly, findAnomalies } from '../anomalies/find-anomalies.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { DAY_MILLIS, stepStart } from '../ledger/time-step.ts'
import type { DashboardQuery } from './read-query.ts'

/** Lists what was unusual in a window, the newest first; in two days at the least, and in a month at the most. */
export type AnomalyList = (query: DashboardQuery) => Promise<readonly ExplainedAnomaly[]>

/** Only hours that are over are judged, so that the answer of an hour holds for all who ask within it. */
export function createAnomalyList(ledger: LedgerReader): AnomalyList {
  const answers = new Map<string, Promise<readonly ExplainedAnomaly[]>>()
  return ({ fromMillis, toMillis: untilMillis, where }) => {
    const days = Math.min(30, Math.max(2, Math.ceil((untilMillis - fromMillis) / DAY_MILLIS)))
    const toMillis = stepStart(untilMillis, 'hour')
    const key = JSON.stringify([days, toMillis, where])
    const answer = answers.get(key) ?? findAnomalies(ledger, { toMillis, days, where })
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    for (const oldest of [...answers.keys()].slice(0, -MOST_ANSWERS)) answers.delete(oldest)
    return answer
  }
}

const MOST_ANSWERS = 16
