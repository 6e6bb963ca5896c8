import type { CallUsage, UnitUsage } from '../usage/call-usage.ts'
import { splitUsage } from '../usage/usage-leaves.ts'
import { type CostParts, roundParts } from './cost-parts.ts'
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

  const picoUsd: Partial<Record<CostClass, bigint>> = {}
  let missing: string | undefined
  visitLines(split.leaves, usage.units, rates, (what, costClass, quantity, rate) => {
    if (rate === undefined) missing ??= what
    else picoUsd[costClass] = (picoUsd[costClass] ?? 0n) + lineAmount(quantity, rate)
  })
  if (missing !== undefined)
    return { status: 'unpriced', reason: 'no_rate', problem: `the price has no rate for ${missing}` }
  return { status: 'priced', ...roundParts(picoUsd) }
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
