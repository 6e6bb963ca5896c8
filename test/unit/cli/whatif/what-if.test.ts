import { NO_PARTS, type CallRecord, compareCalls, priceWatch, tokenRange, whatIf } from '@costspan/cli'
import { bundledPrices, calculateCost, createPriceBook, type TokenUsage, userPrices } from '@costspan/cost/prices'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeCall } from '../../../support/made-call.ts'
import { ledgerOf, madeWeek, WINDOW } from '../reconcile/made-week.ts'

/** Prices that are easy to check: USD per million tokens. */
const BOOK = createPriceBook({
  sources: [
    userPrices([
      { provider: 'acme', model: 'gpt-4o-one', input: 4, cacheRead: 1, output: 10 },
      { provider: 'acme', model: 'gpt-4o-one', serviceTier: 'batch', input: 2, cacheRead: 2, output: 5 },
      { provider: 'acme', model: 'gpt-4o-two', input: 2, cacheRead: 0.5, output: 5 },
      {
        provider: 'acme',
        model: 'claude-one',
        input: 3,
        cacheRead: 0.3,
        cacheWrite: 3.75,
        cacheWrite1h: 6,
        output: 15,
      },
      { provider: 'acme', model: 'rising', input: 1, output: 1 },
      { provider: 'acme', model: 'rising', from: '2026-12-01', input: 3, output: 3 },
    ]),
  ],
})
const AT_MILLIS = Date.parse('2026-11-10T12:00:00Z')

/** A call at the prices of the book. */
function call(model: string, tokens: TokenUsage, given: Partial<CallRecord> = {}): CallRecord {
  const price = BOOK.find({ provider: 'acme', model, atMillis: AT_MILLIS, inputTokens: tokens.input })
  const cost = price.priced ? calculateCost({ tokens }, price.rates) : undefined
  if (cost?.status !== 'priced') throw new TypeError(`no price for ${model}`)
  const {
    input = 0n,
    output = 0n,
    cache_read: cacheRead = 0n,
    cache_write: cacheWrite = 0n,
    reasoning = 0n,
  } = cost.parts
  const { cacheRead: read = 0, cacheWrite: written = 0, reasoning: thought = 0 } = tokens
  return madeCall({
    startUnixNano: BigInt(AT_MILLIS) * 1_000_000n,
    provider: 'acme',
    requestModel: model,
    nanoUsd: cost.nanoUsd,
    parts: { ...NO_PARTS, input, output, cacheRead, cacheWrite, reasoning },
    tokens: { input: tokens.input, output: tokens.output, cacheRead: read, cacheWrite: written, reasoning: thought },
    ...given,
  })
}

describe('a call as it would have been', () => {
  const cached = call('gpt-4o-one', { input: 1_000, cacheRead: 600, output: 100 })

  it('costs what it cost when nothing changes, whatever it used', () => {
    const usage = fc
      .record({
        input: fc.nat(100_000),
        output: fc.nat(10_000),
        read: fc.nat(100),
        written: fc.nat(100),
        hour: fc.nat(100),
      })
      .filter(({ input, output }) => input + output > 0)
      .map(({ input, output, read, written, hour }): TokenUsage => {
        const cacheRead = Math.floor((input * read) / 300)
        const cacheWrite = Math.floor((input * written) / 300)
        return { input, output, cacheRead, cacheWrite, cacheWrite1h: Math.floor((cacheWrite * hour) / 100) }
      })
    fc.assert(
      fc.property(usage, (tokens) => {
        const made = call('claude-one', tokens)
        expect(whatIf(made, {}, BOOK)).toEqual({ lowNanoUsd: made.nanoUsd, highNanoUsd: made.nanoUsd })
      }),
    )
  })

  it('is a range over the prompt cache, which another model would not have filled', () => {
    expect(whatIf(cached, { model: 'gpt-4o-two', provider: 'acme' }, BOOK)).toEqual({
      lowNanoUsd: 400n * 2_000n + 600n * 500n + 100n * 5_000n,
      highNanoUsd: 1_000n * 2_000n + 100n * 5_000n,
    })
  })

  it('is a range over tokens, which another tokenizer cuts otherwise', () => {
    const plain = call('gpt-4o-one', { input: 1_000, output: 100 })
    const { low, high } = tokenRange('gpt-4o-one', 'claude-one')
    expect([low, high > low]).toEqual([100, true])
    expect(whatIf(plain, { model: 'claude-one', provider: 'acme' }, BOOK)).toEqual({
      lowNanoUsd: BigInt(low * 10) * 3_000n + BigInt(low) * 15_000n,
      highNanoUsd: BigInt(high * 10) * 3_000n + BigInt(high) * 15_000n,
    })
  })

  it('is exact in another tier but for the cache, which batches may miss', () => {
    expect(whatIf(call('gpt-4o-one', { input: 10, output: 1 }), { serviceTier: 'batch' }, BOOK)).toEqual({
      lowNanoUsd: 25_000n,
      highNanoUsd: 25_000n,
    })
  })

  it('keeps what was paid for tools', () => {
    const searched = { ...cached, nanoUsd: (cached.nanoUsd ?? 0n) + 7n, parts: { ...cached.parts, tool: 7n } }
    expect(whatIf(searched, {}, BOOK)?.lowNanoUsd).toBe(searched.nanoUsd)
  })

  it.each([
    ['has audio among its tokens', { parts: { ...NO_PARTS, audio: 5n } }],
    ['was answered by our own cache', { cacheResult: 'exact' }],
    ['brought no usage back', { status: 'unobserved' }],
  ] as const)('is unknown when it %s', (_, given) => {
    expect(whatIf({ ...cached, ...given }, {}, BOOK)).toBeUndefined()
  })
})

describe('all calls of a ledger', () => {
  it('are compared by model, and those that nothing can be said of keep their cost', async () => {
    const ledger = ledgerOf([])
    const one = call('gpt-4o-one', { input: 1_000, output: 100 })
    const odd = call('gpt-4o-one', { input: 10, output: 10 }, { status: 'unobserved', nanoUsd: 9n })
    const other = call('claude-one', { input: 10, output: 10 })
    for (const each of [one, odd, other]) ledger.addCall(each)
    const window = { fromMillis: AT_MILLIS - 1, toMillis: AT_MILLIS + 1 }
    const compared = await compareCalls(
      ledger,
      window,
      [{ from: 'gpt-4o*', model: 'gpt-4o-two', provider: 'acme' }],
      BOOK,
    )
    expect(compared).toEqual({
      nanoUsd: 5_000_009n + 180_000n,
      lowNanoUsd: 2_500_009n + 180_000n,
      highNanoUsd: 2_500_009n + 180_000n,
      models: [
        {
          model: 'gpt-4o-one',
          becomes: 'gpt-4o-two',
          calls: 2,
          keptCalls: 1,
          nanoUsd: 5_000_009n,
          lowNanoUsd: 2_500_009n,
          highNanoUsd: 2_500_009n,
        },
        {
          model: 'claude-one',
          becomes: 'claude-one',
          calls: 1,
          keptCalls: 0,
          nanoUsd: 180_000n,
          lowNanoUsd: 180_000n,
          highNanoUsd: 180_000n,
        },
      ],
    })
  })

  it('cost what the ledger says when they are priced again at the prices of their own day', async () => {
    const { nanoUsd, lowNanoUsd, highNanoUsd } = await compareCalls(
      ledgerOf(madeWeek()),
      WINDOW,
      [{}],
      createPriceBook({ sources: [bundledPrices()] }),
    )
    expect([lowNanoUsd, highNanoUsd]).toEqual([nanoUsd, nanoUsd])
  })
})

describe('the price watch', () => {
  it('tells what an announced change makes of a month of the same calls', async () => {
    const ledger = ledgerOf([])
    ledger.addCall(call('rising', { input: 900_000, output: 100_000 }))
    ledger.addCall(call('gpt-4o-one', { input: 900_000, output: 100_000 }))
    const changes = await priceWatch(ledger, BOOK, {
      fromMillis: AT_MILLIS - 9 * 86_400_000,
      toMillis: AT_MILLIS + 86_400_000,
      nowMillis: AT_MILLIS,
    })
    expect(changes).toEqual([
      {
        day: '2026-12-01',
        provider: 'acme',
        model: 'rising',
        serviceTier: undefined,
        beforeNanoUsd: 3_000_000_000n,
        afterNanoUsd: 9_000_000_000n,
      },
    ])
  })
})
