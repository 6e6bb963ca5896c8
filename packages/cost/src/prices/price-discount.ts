import { type Decimal, parseDecimal } from '../money/decimal.ts'
import { compilePattern } from './name-pattern.ts'
import { catalogueProvider } from './provider-names.ts'

/** A discount on list prices, as a contract grants it. It holds for all rates of the models it names, units included. */
export interface Discount {
  /** The provider by any of its names; without it, every provider. */
  readonly provider?: string
  /** The model, exact or with `*`; without it, every model. */
  readonly model?: string
  /** What is taken off, such as `15`, `"15%"` or `7.5`. Negative for a surcharge. */
  readonly percent?: number | string
  /** What is paid of the price, such as `0.85`; give this or `percent`. */
  readonly multiplier?: number | string
}

/** What rates are multiplied by for a model; undefined when no discount holds. */
export type DiscountLookup = (provider: string | undefined, modelNames: readonly string[]) => Decimal | undefined

/**
 * Makes discounts ready for looking up; of those that match, the last one holds.
 *
 * @throws TypeError when a discount has neither or both of `percent` and `multiplier`, or pays less than nothing
 */
export function readDiscounts(discounts: readonly Discount[]): DiscountLookup {
  const rules = discounts.map((discount, index) => ({
    provider: catalogueProvider(discount.provider),
    matches: compilePattern(discount.model ?? '*'),
    factor: factorOf(discount, `discounts[${index}]`),
  }))
  return (provider, names) =>
    rules.findLast((rule) => (rule.provider ?? provider) === provider && names.some(rule.matches))?.factor
}

function factorOf({ percent, multiplier }: Discount, path: string): Decimal {
  if ((percent === undefined) === (multiplier === undefined)) {
    throw new TypeError(
      `${path} must have either percent or multiplier, got ${JSON.stringify({ percent, multiplier })}`,
    )
  }
  const factor = percent === undefined ? parseDecimal(multiplier ?? '') : paidAfter(percent)
  if (factor === undefined || factor.digits < 0n) {
    throw new TypeError(
      `${path} must be a percentage up to 100, such as "15%", or a multiplier of at least 0, such as 0.85, ` +
        `got ${JSON.stringify(percent ?? multiplier)}`,
    )
  }
  return factor
}

/** 100 % less the percentage, as an exact decimal. */
function paidAfter(percent: number | string): Decimal | undefined {
  const off = parseDecimal(typeof percent === 'string' ? percent.replace(/\s*%\s*$/, '') : percent)
  return off && { digits: 100n * 10n ** BigInt(off.scale) - off.digits, scale: off.scale + 2 }
}
