import { createLedger, renderReport, summarise, summaryJson, type MemoryLedger, type ReceivedSpan } from '@costspan/cli'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { receivedCall } from './received-call.ts'

function ledgerOf(spans: readonly ReceivedSpan[]): MemoryLedger {
  const ledger = createLedger()
  spans.forEach((span) => ledger.addSpan(span))
  return ledger
}

const analysis = receivedCall({
  'gen_ai.response.model': 'claude-opus-4-5',
  'costspan.cost.nano_usd': 1_234_567_891n,
  'gen_ai.usage.input_tokens': 50_000n,
  'gen_ai.usage.cache_read.input_tokens': 20_000n,
  'gen_ai.usage.output_tokens': 1_500n,
  'costspan.feature': 'deep-analysis',
  'costspan.team': 'documents',
  'costspan.tier': 'pro',
  'user.id': 'u-847',
})
const chat = receivedCall({
  'costspan.cost.status': 'estimated',
  'costspan.cost.nano_usd': 9n,
  'gen_ai.usage.input_tokens': 100n,
  'gen_ai.usage.output_tokens': 20n,
  'costspan.attempt.index': 1n,
  'costspan.feature': 'support-chat',
  'user.id': 'ada',
})
const unknown = receivedCall({
  'gen_ai.request.model': 'acme-tone-1',
  'costspan.cost.status': 'unpriced',
  'costspan.cost.unpriced_reason': 'unknown_model',
  'gen_ai.usage.input_tokens': 40n,
  'costspan.feature': 'support-chat',
})
const lost = receivedCall({
  'costspan.cost.status': 'unobserved',
  'costspan.at_risk.nano_usd': 5_000_000n,
  'error.type': 'timeout',
})
const story = [chat, unknown, analysis, lost]

describe('a summary', () => {
  it('adds up to the nano-dollar and keeps unknown cost out of the amounts', () => {
    expect(summaryJson(summarise(ledgerOf(story)))).toEqual({
      total_usd: 1.2345679,
      total_nano_usd: '1234567900',
      at_risk_usd: 0.005,
      at_risk_nano_usd: '5000000',
      calls: 4,
      unpriced_calls: 1,
      estimated_calls: 1,
      unobserved_calls: 1,
      failed_calls: 1,
      retried_calls: 1,
      input_tokens: 50_140,
      output_tokens: 1_520,
      by_feature: {
        'deep-analysis': line('1234567891', 1, 0, 50_000, 1_500),
        'support-chat': line('9', 2, 1, 140, 20),
        unattributed: line('0', 1, 0, 0, 0),
      },
      by_user: {
        'u-847': line('1234567891', 1, 0, 50_000, 1_500),
        ada: line('9', 1, 0, 100, 20),
        unattributed: line('0', 2, 1, 40, 0),
      },
      by_team: { documents: line('1234567891', 1, 0, 50_000, 1_500), unattributed: line('9', 3, 1, 140, 20) },
      by_tier: { pro: line('1234567891', 1, 0, 50_000, 1_500), unattributed: line('9', 3, 1, 140, 20) },
      by_model: {
        'claude-opus-4-5': line('1234567891', 1, 0, 50_000, 1_500),
        'gpt-4o-mini': line('9', 2, 0, 100, 20),
        'acme-tone-1': line('0', 1, 1, 40, 0),
      },
      unpriced: [{ model: 'acme-tone-1', reason: 'unknown_model', calls: 1 }],
    })
  })

  it('is dearest first, and the same in whatever order calls arrive', () => {
    const inOrder = summarise(ledgerOf(story))
    expect(inOrder.by.user.map(({ name }) => name)).toEqual(['u-847', 'ada', 'unattributed'])
    expect(summarise(ledgerOf(story.toReversed()))).toEqual(inOrder)
  })

  it('has the same total by every dimension, exact far beyond what a double holds', () => {
    const name = fc.constantFrom('a', 'b', 'unattributed', '__proto__')
    const calls = fc.array(fc.record({ nanoUsd: fc.bigInt(0n, 2n ** 62n), feature: name, user: name, model: name }))
    fc.assert(
      fc.property(calls, (made) => {
        const { total, by } = summarise(
          ledgerOf(
            made.map(({ nanoUsd, feature, user, model }) =>
              receivedCall({
                'costspan.cost.nano_usd': nanoUsd,
                'costspan.feature': feature,
                'user.id': user,
                'gen_ai.response.model': model,
              }),
            ),
          ),
        )
        const exact = made.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)
        const totals = Object.values(by).map((lines) => lines.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n))
        expect([total.nanoUsd, ...totals]).toEqual(Array(6).fill(exact))
      }),
    )
  })
})

describe('a report', () => {
  it('shows cost, share, calls and tokens by feature, user, team, tier and model, and what is not in the total', () => {
    expect(renderReport(summarise(ledgerOf(story)))).toMatchInlineSnapshot(`
      "$1.234568  4 calls, 50.1k tokens in (20.0k from cache), 1.52k out

      By feature             cost    share                    calls  input  output
        deep-analysis     $1.2346  100.0 %  ████████████████      1  50.0k   1.50k
        support-chat     <$0.0001    0.0 %  ▏                     2    140      20
        unattributed      unknown                                 1      0       0

      By user                cost    share                    calls  input  output
        u-847             $1.2346  100.0 %  ████████████████      1  50.0k   1.50k
        ada              <$0.0001    0.0 %  ▏                     1    100      20
        unattributed      unknown                                 2     40       0

      By team                cost    share                    calls  input  output
        documents         $1.2346  100.0 %  ████████████████      1  50.0k   1.50k
        unattributed     <$0.0001    0.0 %  ▏                     3    140      20

      By tier                cost    share                    calls  input  output
        pro               $1.2346  100.0 %  ████████████████      1  50.0k   1.50k
        unattributed     <$0.0001    0.0 %  ▏                     3    140      20

      By model               cost    share                    calls  input  output
        claude-opus-4-5   $1.2346  100.0 %  ████████████████      1  50.0k   1.50k
        gpt-4o-mini      <$0.0001    0.0 %  ▏                     2    100      20
        acme-tone-1       unknown                                 1     40       0

      1 call without a price, in no amount above: acme-tone-1 (unknown_model) 1
      Attempts that were sent and brought no usage may have cost up to $0.005000 more
      1 call estimated: the provider sent no usage, so the tokens were counted
      1 call answered after a retry
      1 call ended in an error
      "
    `)
  })

  it('has no table for what no call names, and says once how to name it', () => {
    const report = renderReport(summarise(ledgerOf([receivedCall({ 'user.id': 'ada' })])))
    expect(report.match(/^By \w+/gm)).toEqual(['By user', 'By model'])
    expect(report.split('\n').filter((line) => line.includes('withCostContext'))).toEqual([
      'Nobody has named the feature, team and tier of these calls: withCostContext() of @costspan/cost does',
    ])
  })

  it('sums up the names that get no line of their own', () => {
    const spans = Array.from({ length: 30 }, (_, index) =>
      receivedCall({ 'user.id': `user-${index}`, 'costspan.cost.nano_usd': 1_000_000_000n }),
    )
    const report = renderReport(summarise(ledgerOf(spans)), { maxNames: 3 })
    expect(report.split('\n').filter((text) => /user-|others/.test(text))).toMatchInlineSnapshot(`
      [
        "  user-0        $1.0000    3.3 %  ▌                     1      0       0",
        "  user-1        $1.0000    3.3 %  ▌                     1      0       0",
        "  28 others    $28.0000   93.3 %  ██████████████▉      28      0       0",
      ]
    `)
  })

  it('says what counters know of calls whose spans were sampled away', () => {
    const ledger = ledgerOf([chat])
    const seen = renderReport(summarise(ledger))
    ledger.addSumPoint({
      metric: 'costspan.cost',
      temporality: 'cumulative',
      startUnixNano: 0n,
      timeUnixNano: 1n,
      value: 0.25,
      attributes: new Map(),
      resource: new Map(),
    })
    expect(renderReport(summarise(ledger)).replace(seen, '')).toBe(
      'Counted by metrics: $0.250000; $0.250000 of it in calls whose spans were not exported\n',
    )
  })

  it('says so when there are no calls', () => {
    expect(renderReport(summarise(createLedger()))).toBe('No LLM calls received\n')
  })
})

function line(nano_usd: string, calls: number, unpriced_calls: number, input_tokens: number, output_tokens: number) {
  return { cost_usd: Number(nano_usd) / 1e9, nano_usd, calls, unpriced_calls, input_tokens, output_tokens }
}
