import { describe, expect, it } from 'vitest'
import { formatCount } from '../../../packages/cli/src/reports/format-count.ts'
import { decimalsFor, formatUsd } from '../../../packages/cli/src/reports/format-usd.ts'

describe('formatUsd', () => {
  it.each([
    [0n, 2, '$0.00'],
    [1n, 9, '$0.000000001'],
    [1n, 6, '<$0.000001'],
    [499n, 6, '<$0.000001'],
    [500n, 6, '$0.000001'],
    [1_234_567_890_000n, 2, '$1,234.57'],
    [999_999_500_000_000n, 0, '$1,000,000'],
  ])('writes %o nano-dollars with %o decimals as %s', (nanoUsd, decimals, text) => {
    expect(formatUsd(nanoUsd, decimals)).toBe(text)
  })
})

it('shows fewer decimals the larger the largest amount is', () => {
  expect([0n, 999_999_999n, 1_000_000_000n, 100_000_000_000n].map(decimalsFor)).toEqual([6, 6, 4, 2])
})

it.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1.00k'],
  [12_340, '12.3k'],
  [999_499, '999k'],
  [999_500, '1.00M'],
  [4_560_000, '4.56M'],
  [1_000_000_000, '1.00G'],
])('formatCount writes %o as %s', (count, text) => {
  expect(formatCount(count)).toBe(text)
})
