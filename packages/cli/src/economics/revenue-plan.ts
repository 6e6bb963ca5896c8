import { parseUsd } from '@costspan/cost/prices'
import { parseCsv } from '../budgets/parse-csv.ts'

/** What customers pay for a month: a price for each user of a tier, or what each user brings. */
export interface RevenuePlan {
  readonly tiers: ReadonlyMap<string, TierPrice>
  /** Nano-USD a month by user id; it wins over the price of the tier. */
  readonly users: ReadonlyMap<string, bigint>
}

export interface TierPrice {
  /** What one user pays for a month, in nano-USD. */
  readonly priceNanoUsd: bigint
  /** How many pay; `undefined` for as many as made calls. */
  readonly users: number | undefined
}

const EXPECTED = 'the columns tier,price or tier,price,users or user,revenue'

/**
 * Reads revenue from CSV with a heading: `tier,price[,users]` or `user,revenue`, for a month.
 *
 * @throws TypeError naming the line, the value and what was expected
 */
export function readRevenue(text: string): RevenuePlan {
  const tiers = new Map<string, TierPrice>()
  const users = new Map<string, bigint>()
  for (const [index, row] of parseCsv(text).entries()) {
    const line = `line ${index + 2}`
    if (row['tier'] !== undefined && row['price'] !== undefined) {
      tiers.set(row['tier'], { priceNanoUsd: amount(row['price'], line, 'price'), users: count(row['users'], line) })
    } else if (row['user'] !== undefined && row['revenue'] !== undefined) {
      users.set(row['user'], amount(row['revenue'], line, 'revenue'))
    } else throw new TypeError(`${line} must have ${EXPECTED}, got ${Object.keys(row).join(',')}`)
  }
  if (tiers.size + users.size === 0) throw new TypeError(`revenue must have a line below ${EXPECTED}, got none`)
  return { tiers, users }
}

function amount(value: string, line: string, column: string): bigint {
  try {
    return parseUsd(value)
  } catch (cause) {
    throw new TypeError(`${line}: ${column} must be an amount such as "$20", got ${JSON.stringify(value)}`, { cause })
  }
}

function count(value: string | undefined, line: string): number | undefined {
  if (value === undefined || value === '') return undefined
  if (/^\d{1,12}$/.test(value)) return Number(value)
  throw new TypeError(`${line}: users must be a whole number, got ${JSON.stringify(value)}`)
}
