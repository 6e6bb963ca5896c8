import type { CallRecord } from '../ledger/call-record.ts'
import { callOfSpan } from '../ledger/call-of-span.ts'
import type { TelemetrySink } from '../receiver/telemetry-sink.ts'

/** Waits for the first LLM call among what is received. */
export interface FirstCall {
  readonly sink: TelemetrySink
  readonly call: Promise<CallRecord>
}

export function firstCall(): FirstCall {
  const { promise, resolve } = Promise.withResolvers<CallRecord>()
  return {
    call: promise,
    sink: {
      addSpan(span) {
        const call = callOfSpan(span)
        if (call !== undefined) resolve(call)
      },
      addSumPoint: () => undefined,
    },
  }
}
