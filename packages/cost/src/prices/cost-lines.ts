import { divideHalfUp, parseDecimal } from '../money/decimal.ts'
import type { UnitUsage } from '../usage/call-usage.ts'
import type { UsageLeaves } from '../usage/usage-leaves.ts'
import { type CostClass, LEAF_CLASSES, classOfUnit } from './cost-class.ts'
import type { Rates } from './price-row.ts'
import { rateOf } from './rate-of.ts'

/** Receives one multiplication of a cost: so much of something (a kind of tokens, a unit) at a rate, if it has one. */
export type VisitLine = (what: string, costClass: CostClass, quantity: number, rate: bigint | undefined) => void

/** Goes through all that was used. A price per request holds for every call, whether or not its usage says "1 request". */
export function visitLines(leaves: UsageLeaves, units: UnitUsage | undefined, rates: Rates, visit: VisitLine): void {
  for (const [leaf, costClass] of LEAF_CLASSES) {
    const quantity = leaves[leaf]
    if (quantity > 0) visit(leaf, costClass, quantity, rateOf(rates.tokens, leaf))
  }
  for (const unit in units) {
    const quantity = units[unit] ?? 0
    if (quantity > 0)
      visit(unit, classOfUnit(unit), quantity, Object.hasOwn(rates.units, unit) ? rates.units[unit] : undefined)
  }
  const perRequest = rates.units['request']
  if (perRequest !== undefined && units?.['request'] === undefined) visit('request', 'request', 1, perRequest)
}

/** Quantity times rate in pico-USD. Seconds may have fractions, whose product is rounded half up. */
export function lineAmount(quantity: number, ratePicoUsd: bigint): bigint {
  if (Number.isInteger(quantity)) return BigInt(quantity) * ratePicoUsd
  const decimal = parseDecimal(quantity)
  return decimal === undefined ? 0n : divideHalfUp(decimal.digits * ratePicoUsd, 10n ** BigInt(decimal.scale))
}
