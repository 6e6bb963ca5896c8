import { divideHalfUp, parseDecimal, scaleDecimal } from './decimal.ts'

/** Nano-USD: 1e-9 USD, the unit of totals. A call is rounded to it once; budgets, ledgers and reports add it exactly. */
export const NANO_USD_PER_USD: bigint = 1_000_000_000n

const PICO_PER_NANO = 1_000n
const HALF_A_NANO = 500n

/** Rounds pico-USD to nano-USD, half up. */
export function roundToNanoUsd(picoUsd: bigint): bigint {
  // Division of integers cuts towards zero, so that for amounts which are not negative this is half up.
  return picoUsd >= 0n ? (picoUsd + HALF_A_NANO) / PICO_PER_NANO : divideHalfUp(picoUsd, PICO_PER_NANO)
}

/**
 * Reads an amount that a person wrote, such as a budget's limit: `'$5.00'`, `'5'`, `5`, `'1,250.50 USD'`.
 *
 * @returns nano-USD
 * @throws TypeError when it is no amount, is negative, or has more than nine decimals
 */
export function parseUsd(amount: string | number): bigint {
  const decimal = parseDecimal(typeof amount === 'string' ? bareAmount(amount) : amount)
  const nano = decimal === undefined || decimal.digits < 0n ? undefined : scaleDecimal(decimal, 9)
  if (nano === undefined || !nano.exact) {
    throw new TypeError(
      `An amount must be USD that are not negative, with at most 9 decimals, such as "$5.00", got ${shown(amount)}`,
    )
  }
  return nano.units
}

/**
 * Reads an amount that a machine computed, such as the cost that a gateway returns, rounded half up to nano-USD.
 *
 * @returns undefined when it is no finite amount that is zero or more
 */
export function usdToNano(usd: string | number): bigint | undefined {
  const decimal = parseDecimal(usd)
  return decimal === undefined || decimal.digits < 0n ? undefined : scaleDecimal(decimal, 9).units
}

/** The nearest double, for telemetry only: sums are made of nano-USD. */
export function nanoToUsd(nanoUsd: bigint): number {
  const nano = Number(nanoUsd)
  // Below 2 ** 53 both operands are exact, so that this one division yields the double nearest to the true amount.
  return Number.isSafeInteger(nano) ? nano / 1e9 : Number(`${nanoUsd}e-9`)
}

/** Takes off what people write around a number. Commas only count as such when they stand between thousands. */
function bareAmount(text: string): string {
  const bare = text
    .trim()
    .replace(/^\$\s*/, '')
    .replace(/\s*USD$/i, '')
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : bare
}

function shown(value: unknown): string {
  return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value))
}
