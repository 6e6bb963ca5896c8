import { picoUsdPerUnit } from '../money/pico-usd.ts'
import { parseDecimal } from '../money/decimal.ts'
import { type JsonObject, expected, expectArray, expectKeys, expectObject, expectText } from './expect-json.ts'
import type { PriceRow } from './price-file.ts'
import { TOKEN_RATE_NAMES } from './price-row.ts'
import { readUnitRates } from './read-rates.ts'

const ROW_KEYS = [...TOKEN_RATE_NAMES, 'from', 'daily', 'serviceTier', 'times', 'units', 'above']

/**
 * Checks a row of unknown origin and returns it as what it is.
 *
 * @param moreKeys keys that the row may have besides those of `PriceRow`
 * @throws TypeError with the path, the value and what was expected
 */
export function checkPriceRow(value: unknown, path: string, moreKeys: readonly string[] = []): PriceRow {
  const row = expectObject(value, path)
  expectKeys(row, [...ROW_KEYS, ...moreKeys], path)
  checkTokenPrices(row, path)
  checkUnits(row['units'], `${path}.units`)
  checkAbove(row['above'], `${path}.above`)
  checkDay(row['from'], `${path}.from`)
  checkDaily(row['daily'], `${path}.daily`)
  if (row['serviceTier'] !== undefined) expectText(row['serviceTier'], `${path}.serviceTier`)
  if (row['times'] !== undefined) checkFactor(row['times'], `${path}.times`)
  if (row['times'] === undefined && !hasPrice(row)) throw expected(path, value, 'a row with at least one price')
  return value as PriceRow
}

/** Checks a multiplier, such as 1.1. */
export function checkFactor(value: unknown, path: string): void {
  const factor = typeof value === 'number' || typeof value === 'string' ? parseDecimal(value) : undefined
  if (factor === undefined || factor.digits < 0n) throw expected(path, value, 'a multiplier of at least 0, such as 0.5')
}

function hasPrice(row: JsonObject): boolean {
  return row['units'] !== undefined || TOKEN_RATE_NAMES.some((name) => row[name] !== undefined)
}

function checkTokenPrices(row: JsonObject, path: string): void {
  for (const name of TOKEN_RATE_NAMES) {
    if (row[name] === undefined) continue
    attempt(`${path}.${name}`, row[name], 'USD per million tokens, such as 2.5 or "$2.50"', (price) =>
      picoUsdPerUnit(price, 1_000_000),
    )
  }
}

function checkUnits(value: unknown, path: string): void {
  if (value === undefined) return
  for (const [unit, price] of Object.entries(expectObject(value, path))) {
    attempt(`${path}[${JSON.stringify(unit)}]`, price, 'USD per unit, such as 0.01 or "10/1000"', (amount) =>
      readUnitRates({ [unit]: amount }),
    )
  }
}

function checkAbove(value: unknown, path: string): void {
  if (value === undefined) return
  let shorter = -1
  for (const [index, step] of expectArray(value, path).entries()) {
    const stepPath = `${path}[${index}]`
    const prices = expectObject(step, stepPath)
    expectKeys(prices, ['inputTokens', ...TOKEN_RATE_NAMES], stepPath)
    const { inputTokens } = prices as { inputTokens?: unknown }
    if (typeof inputTokens !== 'number' || !Number.isSafeInteger(inputTokens) || inputTokens <= shorter) {
      throw expected(`${stepPath}.inputTokens`, inputTokens, 'a whole number of tokens, more than in the step before')
    }
    shorter = inputTokens
    checkTokenPrices(prices, stepPath)
  }
}

/** Checks a day or an instant, where there is one. */
export function checkDay(value: unknown, path: string): void {
  if (value === undefined) return
  const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(?:T.+(?:Z|[+-]\d{2}:\d{2}))?$/.test(value)
  if (!isDate || Number.isNaN(Date.parse(value))) {
    throw expected(path, value, 'a day such as "2026-08-21", or an instant such as "2026-08-21T12:00:00Z"')
  }
}

function checkDaily(value: unknown, path: string): void {
  if (value === undefined) return
  const isTime = (time: unknown): boolean =>
    typeof time === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(time)
  const times = expectArray(value, path)
  if (times.length !== 2 || !times.every(isTime))
    throw expected(path, value, 'two times of day in UTC, such as ["16:30", "00:30"]')
}

function attempt(path: string, value: unknown, what: string, read: (price: string | number) => unknown): void {
  if (typeof value !== 'string' && typeof value !== 'number') throw expected(path, value, what)
  try {
    read(value)
  } catch (cause) {
    throw expected(path, value, what, cause)
  }
}
