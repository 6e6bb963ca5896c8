import { callOfSpan } from '../ledger/call-of-span.ts'
import type { CallRecord } from '../ledger/call-record.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { TelemetrySink } from './telemetry-sink.ts'

/** Appends the calls among received spans to a ledger; an export is answered when its calls survive the end of the process. */
export function ledgerSink(ledger: Pick<Ledger, 'append'>): TelemetrySink {
  let received: CallRecord[] = []
  return {
    addSpan(span) {
      const call = callOfSpan(span)
      if (call !== undefined) received.push(call)
    },
    addSumPoint: () => undefined,
    async settle() {
      // Exports that came in the meantime are in one batch with this one; whoever comes later finds nothing left to do.
      const batch = received
      received = []
      if (batch.length === 0) return
      await ledger.append(batch)
    },
  }
}
