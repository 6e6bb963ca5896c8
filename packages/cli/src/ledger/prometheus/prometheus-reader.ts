import { LedgerError } from '../ledger-error.ts'
import type { LedgerReader, SourceKnowledge } from '../ledger.ts'
import { checkQuestion } from '../check-question.ts'
import { compareKeys, dearestFirst } from '../compare-groups.ts'
import { DAY_MILLIS, STEP_MILLIS } from '../time-step.ts'
import { counterSums, groupSteps } from './counter-sums.ts'
import { prometheusApi } from './prometheus-api.ts'
import { prometheusExtent } from './prometheus-extent.ts'
import { DIMENSION_LABELS, KNOWN_SUMS } from './sum-counters.ts'

/**
 * What a Prometheus-compatible server knows of calls: what our counters have counted, by their labels. Sums are those of the
 * ledger to the nano-dollar where its samples lie at the bounds of the window; calls since the last sample before a bound
 * count to the next step. Users, single calls and distributions it does not know.
 *
 * @param url such as `http://prometheus:9090`, the address before `/api/v1`
 */
export function prometheusReader(url: URL): LedgerReader {
  const api = prometheusApi(url)
  const extent = prometheusExtent(api)
  const sums = counterSums(api, extent)
  const noCalls = async (): Promise<never> => {
    throw new LedgerError(`${KNOWS.source} knows sums and no single calls: ask a ledger's file or ClickHouse`)
  }
  return {
    knows: KNOWS,
    async sum(question = {}) {
      checkQuestion(question)
      const { by = [], limit } = question
      // By days, because a server has to hold all samples of a step in its memory.
      const groups = groupSteps(await sums(question, DAY_MILLIS, KNOWS), by, () => 0)
      return groups
        .map(({ atMillis: _at, ...group }) => group)
        .toSorted(dearestFirst(by))
        .slice(0, limit)
    },
    async series(question) {
      checkQuestion(question)
      const { step, by = [] } = question
      const length = STEP_MILLIS[step]
      const byName = compareKeys(by)
      return groupSteps(
        await sums(question, length, KNOWS),
        by,
        (atMillis) => Math.floor(atMillis / length) * length,
      ).toSorted((a, b) => a.atMillis - b.atMillis || byName(a.key, b.key))
    },
    async countNames(dimension, selection = {}) {
      checkQuestion({ ...selection, by: [dimension] })
      const question = { ...selection, by: [dimension] }
      const groups = groupSteps(await sums(question, DAY_MILLIS, KNOWS), [dimension], () => 0)
      return groups.filter(({ key }) => key[dimension] !== undefined).length
    },
    spread: noCalls,
    rows: noCalls,
    extent,
  }
}

const KNOWS: SourceKnowledge = {
  source: 'Prometheus',
  dimensions: new Set(DIMENSION_LABELS.keys()),
  sums: KNOWN_SUMS,
  hasCalls: false,
}
