import { type CallUsage, type Rates, type TokenRateName, calculateCost, explainCost } from '@costspan/cost/prices'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyUsage } from '../usage/any-usage.ts'
import { randomNumbers } from './random-numbers.ts'

const KINDS: readonly TokenRateName[] = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'reasoning',
  'inputAudio',
  'outputAudio',
  'cacheReadAudio',
  'inputImage',
  'outputImage',
  'cacheReadImage',
]

const anyRate = fc.bigInt({ min: 0n, max: 200_000_000n })
const anyRates: fc.Arbitrary<Rates> = fc
  .tuple(anyRate, anyRate, fc.dictionary(fc.constantFrom(...KINDS), anyRate), anyRate)
  .map(([input, output, tokens, search]) => ({
    tokens: { input, output, ...tokens },
    units: { 'tool.web_search': search },
  }))
const anyCall: fc.Arbitrary<CallUsage> = fc.record({
  tokens: anyUsage,
  units: fc.record({ 'tool.web_search': fc.nat({ max: 20 }) }),
})

function priced(usage: CallUsage, rates: Rates): { nanoUsd: bigint; parts: Readonly<Partial<Record<string, bigint>>> } {
  const cost = calculateCost(usage, rates)
  if (cost.status !== 'priced') throw new Error(cost.problem)
  return cost
}

describe('calculateCost', () => {
  it('makes parts that sum to the whole', () => {
    fc.assert(
      fc.property(anyCall, anyRates, (usage, rates) => {
        const { nanoUsd, parts } = priced(usage, rates)
        expect(Object.values(parts).reduce((sum: bigint, part) => sum + (part ?? 0n), 0n)).toBe(nanoUsd)
      }),
      { numRuns: 2_000 },
    )
  })

  it('rounds no part by a nano-USD or more, and none below zero', () => {
    fc.assert(
      fc.property(anyCall, anyRates, (usage, rates) => {
        const exact = new Map<string, bigint>()
        for (const { costClass, picoUsd = 0n } of explainCost(usage, rates))
          exact.set(costClass, (exact.get(costClass) ?? 0n) + picoUsd)
        for (const [costClass, nano = 0n] of Object.entries(priced(usage, rates).parts)) {
          const error = nano * 1_000n - (exact.get(costClass) ?? 0n)
          expect(nano >= 0n && error > -1_000n && error < 1_000n).toBe(true)
        }
      }),
    )
  })

  it('rounds a call once, half up', () => {
    fc.assert(
      fc.property(anyCall, anyRates, (usage, rates) => {
        const exact = explainCost(usage, rates).reduce((sum, line) => sum + (line.picoUsd ?? 0n), 0n)
        const error = priced(usage, rates).nanoUsd * 1_000n - exact
        expect(error > -500n && error <= 500n).toBe(true)
      }),
    )
  })

  it('stays exact where an amount no longer fits a number', () => {
    const anyCount = fc.oneof(fc.nat({ max: 1_000_000 }), fc.nat({ max: 2 ** 31 - 1 }))
    const anyDearRate = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 7n }), fc.bigInt({ min: 0n, max: 10n ** 17n }))
    fc.assert(
      fc.property(anyCount, anyCount, anyDearRate, anyDearRate, (input, output, dear, dearer) => {
        const exact = BigInt(input) * dear + BigInt(output) * dearer
        const cost = priced({ tokens: { input, output } }, { tokens: { input: dear, output: dearer }, units: {} })
        expect(cost.nanoUsd).toBe((exact + 500n) / 1_000n)
        expect(Object.values(cost.parts).reduce((sum: bigint, part = 0n) => sum + part, 0n)).toBe(cost.nanoUsd)
      }),
      {
        examples: [
          [1, 0, 2n ** 53n - 501n, 0n],
          [1, 0, 2n ** 53n, 0n],
          [1, 1, 2n ** 53n - 501n, 499n],
          [3, 1, 3n, 2n ** 53n - 9n],
        ],
      },
    )
  })

  it('sums a million random calls to the exact rational', () => {
    // Prices of whole nano-USD per token, so that nothing is rounded and the sum follows from the counts alone.
    const rates = { tokens: { input: 2_000n, output: 15_000n, cacheRead: 1_000n, reasoning: 7_000n }, units: {} }
    const random = randomNumbers(20_261_122)
    let nanoUsd = 0n
    let [input, cacheRead, output, reasoning] = [0, 0, 0, 0]
    for (let call = 0; call < 1_000_000; call++) {
      const tokens = {
        input: 4_000 + random(5_000),
        cacheRead: random(4_000),
        output: 1_000 + random(2_000),
        reasoning: random(1_000),
      }
      nanoUsd += priced({ tokens }, rates).nanoUsd
      input += tokens.input - tokens.cacheRead
      cacheRead += tokens.cacheRead
      output += tokens.output - tokens.reasoning
      reasoning += tokens.reasoning
    }
    expect(nanoUsd).toBe(BigInt(input) * 2n + BigInt(cacheRead) + BigInt(output) * 15n + BigInt(reasoning) * 7n)
  })

  it('gives the same answer for the same counts in any order', () => {
    const shuffled = <T extends object>(object: T): fc.Arbitrary<T> =>
      fc
        .shuffledSubarray(Object.keys(object), { minLength: Object.keys(object).length })
        .map((keys) => Object.fromEntries(keys.map((key) => [key, object[key as keyof T]])) as T)
    fc.assert(
      fc.property(
        anyCall.chain((call) => fc.tuple(fc.constant(call), shuffled(call.tokens))),
        anyRates,
        ([call, tokens], rates) => {
          expect(calculateCost({ ...call, tokens }, rates)).toEqual(calculateCost(call, rates))
        },
      ),
    )
  })

  it('takes rates from what a kind falls back to', () => {
    const one = (part: Partial<CallUsage['tokens']>): CallUsage => ({
      tokens: { input: 1_000, output: 1_000, ...part },
    })
    const rates = { tokens: { input: 3_000n, output: 7_000n }, units: {} }
    expect(priced(one({ cacheRead: 1_000 }), rates).parts).toEqual({ output: 7_000n, cache_read: 3_000n })
    expect(priced(one({ cacheWrite: 1_000, cacheWrite1h: 500 }), rates).parts).toEqual({
      output: 7_000n,
      cache_write: 3_000n,
    })
    expect(
      priced(one({ cacheWrite: 1_000, cacheWrite1h: 1_000 }), {
        tokens: { ...rates.tokens, cacheWrite: 4_000n },
        units: {},
      }).parts,
    ).toEqual({
      output: 7_000n,
      cache_write: 4_000n,
    })
    expect(priced(one({ reasoning: 1_000 }), rates).parts).toEqual({ input: 3_000n, reasoning: 7_000n })
    expect(priced(one({ inputAudio: 400, inputImage: 600, outputAudio: 100, outputImage: 900 }), rates).parts).toEqual({
      audio: 1_900n,
      image: 8_100n,
    })
    expect(
      priced(one({ inputAudio: 500, inputImage: 500, cacheRead: 1_000, cacheReadAudio: 500, cacheReadImage: 500 }), {
        tokens: { ...rates.tokens, cacheRead: 1_000n, inputAudio: 9_000n },
        units: {},
      }).parts,
    ).toEqual({ output: 7_000n, cache_read: 1_000n })
  })

  it('leaves a call unpriced when something used has no rate, and prices a rate of zero', () => {
    const usage = { tokens: { input: 10, output: 10 } }
    expect(calculateCost(usage, { tokens: { input: 1_000n }, units: {} })).toEqual({
      status: 'unpriced',
      reason: 'no_rate',
      problem: 'the price has no rate for output',
    })
    expect(calculateCost(usage, { tokens: { input: 0n, output: 0n }, units: {} })).toEqual({
      status: 'priced',
      nanoUsd: 0n,
      parts: { input: 0n, output: 0n },
    })
  })

  it('calls usage invalid instead of pricing it', () => {
    const rates = { tokens: { input: 1_000n, output: 1_000n }, units: { characters: 1n } }
    expect(calculateCost({ tokens: { input: 1, output: 1, reasoning: 2 } }, rates)).toEqual({
      status: 'invalid',
      problem: 'reasoning + outputAudio + outputImage (2) cannot exceed output (1)',
    })
    expect(calculateCost({ tokens: { input: 1, output: 1 }, units: { characters: -1 } }, rates)).toEqual({
      status: 'invalid',
      problem: 'characters must be a finite number, zero or more, got -1',
    })
  })

  it.each(['constructor', '__proto__', 'toString'])('takes %s for the name of an unknown unit', (unit) => {
    const usage = { tokens: { input: 0, output: 0 }, units: Object.fromEntries([[unit, 1]]) }
    expect(calculateCost(usage, { tokens: {}, units: {} })).toEqual({
      status: 'unpriced',
      reason: 'no_rate',
      problem: `the price has no rate for ${unit}`,
    })
  })

  it('charges a price per request once, unless the usage counts requests', () => {
    const rates = { tokens: { input: 0n, output: 0n }, units: { request: 5_000_000n } }
    const tokens = { input: 0, output: 0 }
    expect(calculateCost({ tokens }, rates)).toEqual({ status: 'priced', nanoUsd: 5_000n, parts: { request: 5_000n } })
    expect(calculateCost({ tokens, units: { request: 3 } }, rates)).toEqual({
      status: 'priced',
      nanoUsd: 15_000n,
      parts: { request: 15_000n },
    })
  })

  it('gives what rounding the parts leaves over to those that lost most', () => {
    const rates = { tokens: { input: 700n, output: 600n, cacheRead: 400n }, units: {} }
    // 0.4 + 0.7 + 0.6 nano-USD are 1.7, so two nano-USD go to input and output.
    expect(calculateCost({ tokens: { input: 2, output: 1, cacheRead: 1 } }, rates)).toEqual({
      status: 'priced',
      nanoUsd: 2n,
      parts: { input: 1n, output: 1n, cache_read: 0n },
    })
  })
})
