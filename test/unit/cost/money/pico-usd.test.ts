import { picoUsdPerUnit } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'

describe('picoUsdPerUnit', () => {
  it.each([
    ['2.50', 2_500_000n],
    ['$2.50', 2_500_000n],
    [2.5, 2_500_000n],
    ['0.000001', 1n],
    [1e-6, 1n],
    ['0.0028', 2_800n],
    ['.5', 500_000n],
    ['5.', 5_000_000n],
    [0, 0n],
    ['1e2', 100_000_000n],
  ])('reads %j USD per million tokens exactly', (price, pico) => {
    expect(picoUsdPerUnit(price, 1_000_000)).toBe(pico)
  })

  it('rounds a price that is finer than a pico-USD per unit half up', () => {
    expect([picoUsdPerUnit('0.111', 3_600), picoUsdPerUnit('0.0000015', 1_000_000)]).toEqual([30_833_333n, 2n])
  })

  it.each(['', '$', 'free', '-1', '1.2.3', 'NaN', 'Infinity', '1,5', NaN, Infinity, -1])(
    'refuses %j as a price',
    (price) => {
      expect(() => picoUsdPerUnit(price)).toThrow(TypeError)
    },
  )

  it('refuses a price that would become free by rounding', () => {
    expect(() => picoUsdPerUnit('0.0000001', 1_000_000)).toThrow(
      /at least 1e-12 USD per unit or be 0, got "0.0000001" per 1000000/,
    )
  })
})
