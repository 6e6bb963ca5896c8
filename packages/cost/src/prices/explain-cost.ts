import type { CallUsage } from '../usage/call-usage.ts'
import { splitUsage } from '../usage/usage-leaves.ts'
import type { CostClass } from './cost-class.ts'
import { lineAmount, visitLines } from './cost-lines.ts'
import type { Rates } from './price-row.ts'

/** One multiplication behind a cost: so much of something at a rate. */
export interface CostLine {
  /** The kind of tokens (`cacheRead`) or the unit (`tool.web_search`). */
  readonly what: string
  readonly costClass: CostClass
  readonly quantity: number
  /** Pico-USD per token or unit; undefined when there is none, which leaves the call without a price. */
  readonly ratePicoUsd: bigint | undefined
  /** Pico-USD, exact; undefined without a rate. */
  readonly picoUsd: bigint | undefined
}

/**
 * The lines behind a cost, for people who want to check it. Where all have a rate, their sum rounded to nano-USD is what
 * `calculateCost` returns; that function keeps none of this, because it runs on every call.
 *
 * @returns no lines when the usage is invalid
 */
export function explainCost(usage: CallUsage, rates: Rates): readonly CostLine[] {
  const split = splitUsage(usage.tokens)
  if (!split.valid) return []
  const lines: CostLine[] = []
  visitLines(split.leaves, usage.units, rates, (what, costClass, quantity, rate) => {
    const picoUsd = rate === undefined ? undefined : lineAmount(quantity, rate)
    lines.push({ what, costClass, quantity, ratePicoUsd: rate, picoUsd })
  })
  return lines
}
