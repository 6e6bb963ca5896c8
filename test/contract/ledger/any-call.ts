import type { CallRecord, CostStatus } from '@costspan/cli'
import fc from 'fast-check'
import { madeCall } from '../../support/made-call.ts'

const STATUSES: readonly CostStatus[] = ['reported', 'estimated', 'unobserved', 'unpriced', 'invalid', 'failed']
const NAMES = ['search', 'chat', 'a,b', "o'neil", '<b>', 'ß', '\u{1F600}', '\uFF5E', 'z'.repeat(300)]

/** Calls of three days with few names each, so that groups, hours and repeated calls meet. */
export function anyCalls(): fc.Arbitrary<readonly CallRecord[]> {
  return fc.array(anyCall(), { maxLength: 40 })
}

function anyCall(): fc.Arbitrary<CallRecord> {
  const name = fc.option(fc.constantFrom(...NAMES), { nil: undefined })
  const nano = fc.bigInt({ min: 0n, max: 10n ** 15n })
  const tokens = fc.nat({ max: 2_000_000 })
  return fc
    .record({
      id: fc.nat({ max: 80 }),
      parentSpanId: fc.option(fc.constant('00000000000000ff'), { nil: undefined }),
      calls: fc.constantFrom(1, 1, 7),
      durationMillis: fc.nat({ max: 100_000 }),
      timeToFirstChunkMillis: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }), { nil: undefined }),
      status: fc.constantFrom(...STATUSES),
      nanoUsd: fc.option(nano, { nil: undefined }),
      parts: fc.record({
        input: nano,
        output: nano,
        cacheRead: nano,
        cacheWrite: nano,
        reasoning: nano,
        audio: nano,
        image: nano,
        tool: nano,
        request: nano,
      }),
      tokens: fc.record({ input: tokens, output: tokens, cacheRead: tokens, cacheWrite: tokens, reasoning: tokens }),
      atRiskNanoUsd: nano,
      savedNanoUsd: nano,
      savedKind: fc.constantFrom('exact', 'batch', undefined),
      overheadKind: fc.constantFrom('semantic', undefined),
      retrievalNanoUsd: nano,
      feature: name,
      user: name,
      service: name,
      version: name,
      revision: name,
      team: name,
      requestModel: name,
      responseModel: name,
      maxTokens: fc.option(tokens, { nil: undefined }),
      retrievalOverlap: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      promptBreak: fc.constantFrom('tool_order', undefined),
      promptLostNanoUsd: fc.option(tokens, { nil: undefined }),
      retrievalShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      finishReasons: fc.array(fc.constantFrom('stop', 'length', 'max_tokens', 'a,b'), { maxLength: 2 }),
      errorType: name,
      attemptKind: fc.constantFrom('primary', 'retry', 'fallback', undefined),
      attemptIndex: fc.nat({ max: 2 }),
      cacheResult: fc.constantFrom('exact', 'semantic', 'miss', undefined),
    })
    .map(({ id, ...given }) => madeCall({ ...given, ...identityOf(id) }))
}

/** A call that is told of again began when it began, so that the time comes from the id. */
function identityOf(id: number): Pick<CallRecord, 'traceId' | 'spanId' | 'startUnixNano'> {
  return {
    traceId: id % 3 === 0 ? `${'0'.repeat(31)}1` : 'f'.repeat(32),
    spanId: (2n ** 64n - 1n - BigInt(id)).toString(16),
    startUnixNano: 1_790_000_000_000_000_001n + BigInt(id) * 53n * 60_000_000_000n,
  }
}
