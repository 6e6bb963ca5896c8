import { shown } from '../budget/shown.ts'
import { readUsd } from '../budget/read-limit.ts'

/** What a plan sells for, and what should be left of it. */
export interface UnitEconomics {
  /** The price of the plan for a month, such as `"$20"`. */
  readonly price: string | number
  /** The gross margin to keep, such as `"70%"`. */
  readonly targetMargin: string | number
}

/** Limits for each customer of a plan, in nano-USD. */
export interface SuggestedCaps {
  readonly monthNanoUsd: bigint
  /** A fifth of the month: people do not spread their work evenly, and one bad day must not take the month. */
  readonly dayNanoUsd: bigint
  /** A quarter of the day. */
  readonly hourNanoUsd: bigint
}

/**
 * Suggests limits by what a plan earns: `price x (1 - target margin)` a month. A plan of $20 with a margin of 70 % may cost
 * $6.
 *
 * @throws TypeError when the margin is no percentage from 0 to 100, or the price no amount
 */
export function suggestedCaps({ price, targetMargin }: UnitEconomics): SuggestedCaps {
  const margin =
    typeof targetMargin === 'string'
      ? Number(/^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(targetMargin)?.[1] ?? Number.NaN)
      : targetMargin
  if (!(margin >= 0 && margin <= 100)) {
    throw new TypeError(`targetMargin must be a percentage from 0 to 100, such as "70%", got ${shown(targetMargin)}`)
  }
  const monthNanoUsd = (readUsd(price, 'price') * BigInt(Math.round((100 - margin) * 1_000))) / 100_000n
  return { monthNanoUsd, dayNanoUsd: monthNanoUsd / 5n, hourNanoUsd: monthNanoUsd / 20n }
}
