import type { TelemetrySink } from '../receiver/telemetry-sink.ts'
import { METRIC_COST } from '../semconv.ts'
import { callRecord, type CallRecord } from './call-record.ts'
import { createSeriesTotal } from './series-total.ts'

/** What is known of the calls that were made; it takes telemetry, in any order and as often as it is sent. */
export interface Ledger extends TelemetrySink {
  /** Every call once, in the order of arrival. */
  calls(): readonly CallRecord[]
  /**
   * What the applications' own counters say that all calls cost, to the nano-dollar; `undefined` before they said anything.
   * It is more than the sum of the calls where spans were sampled away, and less until the counters are exported.
   */
  countedNanoUsd(): bigint | undefined
}

/** A ledger in the memory of this process. */
export function createLedger(): Ledger {
  const calls = new Map<string, CallRecord>()
  const counted = createSeriesTotal()
  return {
    addSpan(span) {
      const call = callRecord(span)
      const id = `${span.traceId}/${span.spanId}`
      if (call !== undefined) calls.set(id, call)
    },
    addSumPoint(point) {
      if (point.metric === METRIC_COST) counted.add(point)
    },
    calls: () => [...calls.values()],
    countedNanoUsd: () => counted.nanoTotal(),
  }
}
