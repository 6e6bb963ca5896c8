import { parseUsd } from '@costspan/cost/prices'
import type { BudgetUnit } from '../guard.ts'
import { shown } from './shown.ts'

/** An amount of each unit that a limit names. */
export type LimitAmounts = ReadonlyMap<BudgetUnit, bigint>

const UNITS_BY_KEY: Readonly<Record<string, BudgetUnit>> = {
  usd: 'usd',
  tokens: 'tokens',
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  requests: 'requests',
}

const COUNT = /^\s*(\d[\d,_]*)\s*(requests?|tokens?|input tokens?|output tokens?)\s*$/i

/**
 * Reads a limit: `"$5.00"`, `5`, `"1,000 requests"`, `"50,000 input tokens"`, `{ usd: '$5.00', requests: 1000 }`.
 *
 * @throws TypeError naming the path, the value and what was expected
 */
export function readLimit(limit: unknown, path: string): LimitAmounts {
  if (typeof limit === 'object' && limit !== null) return readSeveral(limit, path)
  const count = typeof limit === 'string' ? COUNT.exec(limit) : null
  if (count === null) return new Map([['usd', readUsd(limit, path)]])
  const [, digits = '', unit = ''] = count
  const words = unit.toLowerCase().replace(/\s/g, '_').replace(/s?$/, 's')
  return new Map([[words as BudgetUnit, BigInt(digits.replace(/[,_]/g, ''))]])
}

/** @throws TypeError naming the path, the value and what was expected */
export function readUsd(amount: unknown, path: string): bigint {
  try {
    if (typeof amount === 'string' || typeof amount === 'number') return parseUsd(amount)
  } catch {
    // Falls through to the message that names the setting.
  }
  throw new TypeError(
    `${path} must be an amount such as "$5.00", or a count such as "1000 requests" or "50000 tokens", got ${shown(amount)}`,
  )
}

function readSeveral(limits: object, path: string): LimitAmounts {
  const amounts = new Map<BudgetUnit, bigint>()
  for (const [key, value] of Object.entries(limits) as [string, unknown][]) {
    if (value === undefined) continue
    const unit = UNITS_BY_KEY[key]
    if (unit === undefined) {
      throw new TypeError(`${path}.${key} is unknown; expected ${Object.keys(UNITS_BY_KEY).join(', ')}`)
    }
    amounts.set(unit, unit === 'usd' ? readUsd(value, `${path}.${key}`) : readCount(value, `${path}.${key}`))
  }
  return amounts
}

function readCount(value: unknown, path: string): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  throw new TypeError(`${path} must be a whole number of at least 0, got ${shown(value)}`)
}
