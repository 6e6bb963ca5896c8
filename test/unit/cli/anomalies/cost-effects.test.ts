import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costEffects } from '../../../../packages/cli/src/anomalies/cost-effects.ts'

const before = { calls: 100, tokens: 100_000, nanoUsd: 1e9 }

describe('dividing a change of cost among its factors', () => {
  it.each([
    ['twice the calls', { calls: 200, tokens: 200_000, nanoUsd: 2e9 }, { volume: 1e9, size: 0, price: 0 }],
    ['calls twice as large', { calls: 100, tokens: 200_000, nanoUsd: 2e9 }, { volume: 0, size: 1e9, price: 0 }],
    ['tokens at twice the price', { calls: 100, tokens: 100_000, nanoUsd: 2e9 }, { volume: 0, size: 0, price: 1e9 }],
  ])('puts it on one factor when only that changed: %s', (_, now, expected) => {
    const effects = costEffects(before, now)
    expect(effects).toEqual(expected)
  })

  it('takes what came out of nowhere for volume', () => {
    expect(costEffects({ calls: 0, tokens: 0, nanoUsd: 0 }, before)).toEqual({ volume: 1e9, size: 0, price: 0 })
  })

  it('always adds up to the whole change, to the nano-dollar', () => {
    const factors = fc.record({
      calls: fc.integer({ min: 0, max: 1e6 }),
      tokens: fc.integer({ min: 0, max: 1e9 }),
      nanoUsd: fc.integer({ min: 0, max: 1e14 }),
    })
    fc.assert(
      fc.property(factors, factors, (then, now) => {
        const { volume, size, price } = costEffects(then, now)
        expect(volume + size + price).toBe(now.nanoUsd - then.nanoUsd)
      }),
    )
  })
})
