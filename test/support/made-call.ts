import type { CallRecord } from '@costspan/cli'

let calls = 0

/** A call as the ledger keeps it; every call has its own span id unless one is given. */
export function madeCall(given: Partial<CallRecord> = {}): CallRecord {
  calls += 1
  return {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: calls.toString(16).padStart(16, '0'),
    parentSpanId: undefined,
    origin: 'otlp',
    calls: 1,
    startUnixNano: 1_790_000_000_000_000_000n,
    durationMillis: 1250,
    timeToFirstChunkMillis: undefined,
    service: undefined,
    operation: 'chat',
    provider: 'openai',
    requestModel: 'gpt-4o-mini',
    responseModel: undefined,
    serviceTier: undefined,
    region: undefined,
    temperature: undefined,
    maxTokens: undefined,
    promptHash: undefined,
    finishReasons: [],
    errorType: undefined,
    attemptKind: undefined,
    attemptIndex: 0,
    status: 'reported',
    unpricedReason: undefined,
    nanoUsd: 0n,
    parts: NO_PARTS,
    atRiskNanoUsd: 0n,
    priceVersion: undefined,
    tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
    retrievalShare: undefined,
    retrievalNanoUsd: 0n,
    cacheResult: undefined,
    savedNanoUsd: 0n,
    feature: undefined,
    user: undefined,
    session: undefined,
    team: undefined,
    tenant: undefined,
    tier: undefined,
    run: undefined,
    conversation: undefined,
    agent: undefined,
    ...given,
  }
}

export const NO_PARTS: CallRecord['parts'] = {
  input: 0n,
  output: 0n,
  cacheRead: 0n,
  cacheWrite: 0n,
  reasoning: 0n,
  audio: 0n,
  image: 0n,
  tool: 0n,
  request: 0n,
}
