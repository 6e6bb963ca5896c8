import type { TelemetrySink } from '../receiver/telemetry-sink.ts'
import { METRIC_COST } from '../semconv.ts'
import { callKey } from './call-key.ts'
import { callOfSpan } from './call-of-span.ts'
import type { CallRecord } from './call-record.ts'
import type { LedgerReader } from './ledger.ts'
import { answerQuestions } from './memory/answer-questions.ts'
import { keepVerdicts } from './memory/keep-verdicts.ts'
import { createSeriesTotal } from './series-total.ts'
import { verdictOfEvent } from './verdict-of-event.ts'
import { verdictOfSpan } from './verdict-of-span.ts'

/** A ledger in the memory of this process; it takes telemetry, in any order and as often as it is sent. */
export interface MemoryLedger extends LedgerReader, TelemetrySink {
  addCall(call: CallRecord): void
  /** Every call once, in the order of arrival. */
  calls(): readonly CallRecord[]
  /**
   * What the applications' own counters say that all calls cost, to the nano-dollar; `undefined` before they said anything.
   * It is more than the sum of the calls where spans were sampled away, and less until the counters are exported.
   */
  countedNanoUsd(): bigint | undefined
}

/** Makes an empty ledger in memory. */
export function createLedger(): MemoryLedger {
  const calls = new Map<string, CallRecord>()
  const counted = createSeriesTotal()
  const verdicts = keepVerdicts()
  const addCall = (call: CallRecord): void => {
    const key = callKey(call)
    if (!calls.has(key)) calls.set(key, call)
  }
  return {
    ...answerQuestions(() => calls.values()),
    addCall,
    addSpan(span) {
      const call = callOfSpan(span)
      if (call !== undefined) addCall(call)
      const verdict = verdictOfSpan(span)
      if (verdict !== undefined) verdicts.add(verdict)
    },
    addEvent(event) {
      const verdict = verdictOfEvent(event)
      if (verdict !== undefined) verdicts.add(verdict)
    },
    verdicts: async (question) => verdicts.select(question),
    addSumPoint(point) {
      if (point.metric === METRIC_COST) counted.add(point)
    },
    calls: () => [...calls.values()],
    countedNanoUsd: () => counted.nanoTotal(),
  }
}
