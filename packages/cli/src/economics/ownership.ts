import { parseUsd } from '@costspan/cost/prices'
import { parseCsv } from '../budgets/parse-csv.ts'

/** What a month costs beside calls: `infrastructure` such as GPUs and storage, `operational` such as people and tools. */
export interface OwnershipLine {
  readonly category: OwnershipCategory
  readonly name: string
  readonly monthNanoUsd: bigint
}

const OWNERSHIP_CATEGORIES = ['infrastructure', 'operational'] as const
export type OwnershipCategory = (typeof OWNERSHIP_CATEGORIES)[number]

/** The total cost of ownership of a month. */
export interface Ownership {
  /** Calls, for a month at the pace of the window. */
  readonly callsNanoUsd: bigint
  readonly lines: readonly OwnershipLine[]
  readonly totalNanoUsd: bigint
}

/**
 * Reads lines of cost from CSV with the columns category,name,month.
 *
 * @throws TypeError naming the line, the value and what was expected
 */
export function readOwnership(text: string): readonly OwnershipLine[] {
  return parseCsv(text).map(({ category, name = '', month = '' }, index) => {
    const known = OWNERSHIP_CATEGORIES.find((each) => each === category)
    const line = `line ${index + 2}`
    if (known === undefined) {
      throw new TypeError(
        `${line}: category must be one of ${OWNERSHIP_CATEGORIES.join(', ')}, got ${JSON.stringify(category ?? '')}`,
      )
    }
    return { category: known, name, monthNanoUsd: amount(month, line) }
  })
}

/** Adds what calls cost to what they need around them. */
export function ownershipOf(windowNanoUsd: bigint, months: number, lines: readonly OwnershipLine[]): Ownership {
  const callsNanoUsd = (windowNanoUsd * 1_000_000n) / BigInt(Math.round(months * 1e6))
  return {
    callsNanoUsd,
    lines,
    totalNanoUsd: lines.reduce((sum, { monthNanoUsd }) => sum + monthNanoUsd, callsNanoUsd),
  }
}

function amount(value: string, line: string): bigint {
  try {
    return parseUsd(value)
  } catch (cause) {
    throw new TypeError(`${line}: month must be an amount such as "$500", got ${JSON.stringify(value)}`, { cause })
  }
}
