import { formatUsd, nanoToUsd, parseUsd, roundToNanoUsd, usdToNano } from '@costspan/cost/prices'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('parseUsd', () => {
  it.each([
    ['$5.00', 5_000_000_000n],
    ['5', 5_000_000_000n],
    [5, 5_000_000_000n],
    ['$ 1,250.50', 1_250_500_000_000n],
    ['0.000000001 USD', 1n],
    [1e-7, 100n],
    ['1e-7', 100n],
    ['0', 0n],
    [1e21, 1_000_000_000_000_000_000_000_000_000_000n],
    [0.1, 100_000_000n],
  ])('reads %j', (amount, nano) => {
    expect(parseUsd(amount)).toBe(nano)
  })

  it.each([
    '',
    '$',
    'five',
    '-5',
    '5 EUR',
    '1,2',
    '12,34.5',
    '1e',
    '0x10',
    '0.0000000001',
    '1 000',
    NaN,
    Infinity,
    -0.5,
    1e-10,
  ])('refuses %j and says what it expected', (amount) => {
    expect(() => parseUsd(amount)).toThrow(
      new TypeError(
        `An amount must be USD that are not negative, with at most 9 decimals, such as "$5.00", got ${JSON.stringify(amount)}`,
      ),
    )
  })
})

describe('rounding to nano-USD', () => {
  it('goes half up, once', () => {
    expect([0n, 499n, 500n, 999n, 1_499n, 1_500n, -500n, -501n, -1_500n].map(roundToNanoUsd)).toEqual([
      0n,
      0n,
      1n,
      1n,
      1n,
      2n,
      0n,
      -1n,
      -1n,
    ])
  })

  it('is never off by more than half a nano-USD', () => {
    fc.assert(
      fc.property(fc.bigInt(), (pico) => {
        const error = roundToNanoUsd(pico) * 1_000n - pico
        expect(error > -500n && error <= 500n).toBe(true)
      }),
    )
  })

  it('takes amounts that a machine computed', () => {
    expect([
      usdToNano(0.0000012345),
      usdToNano('0.0000000005'),
      usdToNano(0.1 + 0.2),
      usdToNano(-1),
      usdToNano('?'),
    ]).toEqual([1_235n, 1n, 300_000_000n, undefined, undefined])
  })
})

describe('nanoToUsd', () => {
  it('yields the double nearest to the amount, also beyond 2 ** 53 nano-USD', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (nano) => {
        expect(nanoToUsd(nano)).toBe(Number(`${nano}e-9`))
      }),
    )
  })
})

describe('formatUsd', () => {
  it.each([
    [0n, '$0.00'],
    [1n, '$0.000000001'],
    [4_200_000n, '$0.0042'],
    [1_250_500_000_000n, '$1,250.50'],
    [1_234_567_890_000_000_000n, '$1,234,567,890.00'],
    [-3_000_000_000n, '-$3.00'],
  ])('shows %s nano-USD exactly', (nano, text) => {
    expect(formatUsd(nano)).toBe(text)
  })

  it.each([
    [1_999_999_999n, 2, '$2.00'],
    [1_995_000_000n, 2, '$2.00'],
    [999_499_999n, 0, '$1'],
    [1_994_999_999n, 2, '$1.99'],
    [1_500_000_000n, 0, '$2'],
    [499_999_999n, 0, '$0'],
    [1n, 4, '$0.0000'],
  ])('rounds %s nano-USD to %s decimals', (nano, decimals, text) => {
    expect(formatUsd(nano, { decimals })).toBe(text)
  })

  it('refuses decimals that there are none of', () => {
    expect(() => formatUsd(1n, { decimals: 10 })).toThrow(
      new TypeError('decimals must be a whole number from 0 to 9, got 10'),
    )
  })

  it('shows what parseUsd reads', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (nano) => {
        expect(parseUsd(formatUsd(nano))).toBe(nano)
      }),
    )
  })
})
