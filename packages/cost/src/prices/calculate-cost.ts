import type { CallUsage, UnitUsage } from '../usage/call-usage.ts'
import { splitUsage, type UsageLeaves } from '../usage/usage-leaves.ts'
import { type CostParts, roundParts, roundSafeParts } from './cost-parts.ts'
import { lineAmount, visitLines } from './cost-lines.ts'
import type { CostClass } from './cost-class.ts'
import type { Rates } from './price-row.ts'

/** What a call cost, or why that cannot be said. */
export type CostResult =
  | {
      readonly status: 'priced'
      /** Nano-USD, rounded once, half up. */
      readonly nanoUsd: bigint
      /** Nano-USD by class, for the classes that were used; they sum to `nanoUsd` exactly. */
      readonly parts: CostParts
    }
  | { readonly status: 'invalid'; readonly problem: string }
  | { readonly status: 'unpriced'; readonly reason: 'no_rate'; readonly problem: string }

/**
 * What a call cost: each token once, at the rate of its kind.
 *
 * The sum of quantity times rate is exact (pico-USD, integers) and rounded once to nano-USD. Something that was used and
 * has neither a rate nor one to fall back to leaves the call unpriced; a rate of zero is a price.
 *
 * @example
 * calculateCost(
 *   { tokens: { input: 1_000, output: 200, cacheRead: 600 } },
 *   { tokens: { input: 2_500_000n, cacheRead: 1_250_000n, output: 10_000_000n }, units: {} },
 * )
 * // { status: 'priced', nanoUsd: 3_750_000n, parts: { input: 1_000_000n, output: 2_000_000n, cache_read: 750_000n } }
 */
export function calculateCost(usage: CallUsage, rates: Rates): CostResult {
  const split = splitUsage(usage.tokens)
  if (!split.valid) return { status: 'invalid', problem: split.problem }
  const badUnit = usage.units === undefined ? undefined : unitProblem(usage.units)
  if (badUnit !== undefined) return { status: 'invalid', problem: badUnit }

  const picoUsd: Partial<Record<CostClass, number>> = {}
  let total = 0
  let isWhole = true
  let missing: string | undefined
  visitLines(split.leaves, usage.units, rates, (what, costClass, quantity, rate) => {
    if (rate === undefined) {
      missing ??= what
      return
    }
    const amount = quantity * Number(rate)
    isWhole &&= Number.isInteger(quantity) && amount >= 0
    picoUsd[costClass] = (picoUsd[costClass] ?? 0) + amount
    total += amount
  })
  if (missing !== undefined)
    return { status: 'unpriced', reason: 'no_rate', problem: `the price has no rate for ${missing}` }
  const isSafe = isWhole && total <= MOST_SAFE_PICO_USD
  return {
    status: 'priced',
    ...(isSafe ? roundSafeParts(picoUsd, total) : roundParts(exactAmounts(split.leaves, usage.units, rates))),
  }
}

/**
 * The most that is summed in numbers, some nine thousand dollars for one call. Sums of whole amounts up to here are exact, and a
 * product or a sum beyond it never comes out below it. The 500 is what rounding adds.
 */
const MOST_SAFE_PICO_USD = Number.MAX_SAFE_INTEGER - 500

function exactAmounts(leaves: UsageLeaves, units: UnitUsage | undefined, rates: Rates): CostParts {
  const picoUsd: Partial<Record<CostClass, bigint>> = {}
  visitLines(leaves, units, rates, (_, costClass, quantity, rate = 0n) => {
    picoUsd[costClass] = (picoUsd[costClass] ?? 0n) + lineAmount(quantity, rate)
  })
  return picoUsd
}

function unitProblem(units: UnitUsage): string | undefined {
  for (const unit in units) {
    const quantity = units[unit]
    if (!(typeof quantity === 'number' && quantity >= 0 && quantity < Infinity)) {
      return `${unit} must be a finite number, zero or more, got ${String(quantity)}`
    }
  }
  return undefined
}
