import { divideHalfUp, parseDecimal } from './decimal.ts'

/**
 * Pico-USD: 1e-12 USD, the unit of rates. A price of 0.000001 USD per million tokens, the finest that any catalogue
 * states, is exactly one pico-USD per token.
 */
export const PICO_USD_PER_USD: bigint = 1_000_000_000_000n

/**
 * The price of one unit in pico-USD, from a price in USD for `units` of them. A price "per million tokens" has 1,000,000
 * units and is exact up to six decimals; what is finer is rounded half up.
 *
 * @example
 * picoUsdPerUnit('$2.50', 1_000_000) // 2_500_000n pico-USD per token
 *
 * @throws TypeError when the price is no decimal number, is negative, or is so small that it would round to nothing: a
 * price must not become free by rounding
 */
export function picoUsdPerUnit(usd: string | number, units = 1): bigint {
  const price = parseDecimal(typeof usd === 'string' ? usd.trim().replace(/^\$\s*/, '') : usd)
  if (price === undefined || price.digits < 0n) {
    throw new TypeError(
      `A price must be an amount of USD that is not negative, such as "$2.50", got ${JSON.stringify(usd)}`,
    )
  }
  const pico = divideHalfUp(price.digits * PICO_USD_PER_USD, 10n ** BigInt(price.scale) * BigInt(units))
  if (pico === 0n && price.digits !== 0n) {
    throw new TypeError(`A price must be at least 1e-12 USD per unit or be 0, got ${JSON.stringify(usd)} per ${units}`)
  }
  return pico
}
