import { type CallRecord, UNKNOWN_CALL } from '@costspan/cli'

let calls = 0

/** A call as the ledger keeps it; every call has its own span id unless one is given. */
export function madeCall(given: Partial<CallRecord> = {}): CallRecord {
  calls += 1
  return {
    ...UNKNOWN_CALL,
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: calls.toString(16).padStart(16, '0'),
    origin: 'otlp',
    startUnixNano: 1_790_000_000_000_000_000n,
    durationMillis: 1250,
    provider: 'openai',
    requestModel: 'gpt-4o-mini',
    nanoUsd: 0n,
    ...given,
  }
}
