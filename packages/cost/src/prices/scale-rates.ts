import { type Decimal, divideHalfUp } from '../money/decimal.ts'
import type { Rates } from './price-row.ts'

/** Token rates times a factor; unit rates stay. Tiers and regions are priced so: a web search costs the same in all. */
export function scaleTokenRates(rates: Rates, factor: Decimal): Rates {
  return { tokens: scaled(rates.tokens, factor), units: rates.units }
}

/** All rates times a factor, as a discount applies. */
export function scaleRates(rates: Rates, factor: Decimal): Rates {
  return { tokens: scaled(rates.tokens, factor), units: scaled(rates.units, factor) }
}

/** A rate stays a whole number of pico-USD: what the factor makes finer is rounded half up. */
function scaled(rates: Readonly<Partial<Record<string, bigint>>>, factor: Decimal): Record<string, bigint> {
  const result: Record<string, bigint> = {}
  for (const [name, rate] of Object.entries(rates)) {
    if (rate !== undefined) result[name] = divideHalfUp(rate * factor.digits, 10n ** BigInt(factor.scale))
  }
  return result
}
