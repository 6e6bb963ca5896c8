import { picoUsdPerUnit } from '../money/pico-usd.ts'
import type { TokenPrices, UnitPrices } from './price-file.ts'
import { TOKEN_RATE_NAMES, type TokenRateName, type TokenRates, type UnitRates } from './price-row.ts'

const TOKENS_PER_PRICE = 1_000_000

/** Rates per token from prices per million tokens; kinds that are absent are taken from `base`. */
export function readTokenRates(prices: TokenPrices, base: TokenRates = {}): TokenRates {
  const rates: Partial<Record<TokenRateName, bigint>> = { ...base }
  for (const name of TOKEN_RATE_NAMES) {
    const price = prices[name]
    if (price !== undefined) rates[name] = picoUsdPerUnit(price, TOKENS_PER_PRICE)
  }
  return rates
}

/** Rates per unit from prices such as `0.01` or `"10/1000"`. */
export function readUnitRates(prices: UnitPrices = {}): UnitRates {
  return Object.fromEntries(Object.entries(prices).map(([unit, price]) => [unit, readUnitPrice(price)]))
}

function readUnitPrice(price: number | string): bigint {
  const parts = typeof price === 'string' ? /^(.*)\/\s*(\d+)$/.exec(price) : null
  const [, amount, count] = parts ?? []
  return amount !== undefined && Number(count) > 0 ? picoUsdPerUnit(amount, Number(count)) : picoUsdPerUnit(price)
}
