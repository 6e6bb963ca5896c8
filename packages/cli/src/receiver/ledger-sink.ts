import { callOfSpan } from '../ledger/call-of-span.ts'
import type { CallRecord } from '../ledger/call-record.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { verdictOfEvent } from '../ledger/verdict-of-event.ts'
import { verdictOfSpan } from '../ledger/verdict-of-span.ts'
import type { Verdict } from '../ledger/verdict.ts'
import type { TelemetrySink } from './telemetry-sink.ts'

/** Appends the calls among received spans to a ledger; an export is answered when its calls survive the end of the process. */
export function ledgerSink(ledger: Pick<Ledger, 'append' | 'appendVerdicts'>): TelemetrySink {
  let received: CallRecord[] = []
  let verdicts: Verdict[] = []
  return {
    addSpan(span) {
      const call = callOfSpan(span)
      if (call !== undefined) received.push(call)
      const verdict = verdictOfSpan(span)
      if (verdict !== undefined) verdicts.push(verdict)
    },
    addEvent(event) {
      const verdict = verdictOfEvent(event)
      if (verdict !== undefined) verdicts.push(verdict)
    },
    addSumPoint: () => undefined,
    async settle() {
      // Exports that came in the meantime are in one batch with this one; whoever comes later finds nothing left to do.
      const [batch, said] = [received, verdicts]
      received = []
      verdicts = []
      if (batch.length > 0) await ledger.append(batch)
      if (said.length > 0) await ledger.appendVerdicts(said)
    },
  }
}
