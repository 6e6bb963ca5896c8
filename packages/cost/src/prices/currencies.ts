import { type Decimal, parseDecimal } from '../money/decimal.ts'
import { checkDay, checkFactor } from './check-price-row.ts'
import { expected, expectArray, expectKeys, expectObject } from './expect-json.ts'
import type { LongContextPrices, PriceRow, UnitPrices } from './price-file.ts'
import { TOKEN_RATE_NAMES } from './price-row.ts'

/** What one unit of a currency is worth from a day on. */
export interface ExchangeRate {
  /** The first day of the rate (`2026-08-01`, UTC), or an instant. */
  readonly from: string
  /** USD for one unit of the currency: `1.0845`, or as text to keep every digit. */
  readonly usd: number | string
}

/**
 * Exchange rates by the currency's code, such as `{ EUR: [{ from: '2026-01-01', usd: '1.0845' }] }`. A single number holds at
 * all times.
 */
export type Currencies = Readonly<Record<string, number | string | readonly ExchangeRate[]>>

/**
 * A row of prices in another currency as rows in USD, one for each exchange rate that holds while the row does. Prices are
 * multiplied as decimals, exactly. Before the first rate there is no price.
 */
export function inUsd(row: PriceRow, rates: readonly ExchangeRate[]): readonly PriceRow[] {
  return rates.flatMap((rate, index) => {
    const usd = parseDecimal(rate.usd)
    const next = rates[index + 1]
    const isOver = next !== undefined && row.from !== undefined && Date.parse(next.from) <= Date.parse(row.from)
    if (usd === undefined || isOver) return []
    const from = row.from !== undefined && Date.parse(row.from) > Date.parse(rate.from) ? row.from : rate.from
    return [{ ...converted(row, usd), from }]
  })
}

/**
 * The rates of a currency, first day first.
 *
 * @throws TypeError when the currency has none, naming those that have
 */
export function ratesOf(currency: string, currencies: Currencies, path: string): readonly ExchangeRate[] {
  const rates = Object.hasOwn(currencies, currency) ? currencies[currency] : undefined
  if (rates === undefined) {
    const known = Object.keys(currencies)
    throw expected(
      path,
      currency,
      `a currency of \`currencies\`: ${known.length === 0 ? 'none is there' : known.join(', ')}`,
    )
  }
  if (typeof rates !== 'object') return [{ from: ALWAYS, usd: rates }]
  return rates.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))
}

const ALWAYS = '1970-01-01'

/** Checks exchange rates of unknown origin. Throws a `TypeError` with the path, the value and what was expected. */
export function checkCurrencies(value: unknown): Currencies {
  for (const [currency, rates] of Object.entries(expectObject(value, 'currencies'))) {
    const path = `currencies.${currency}`
    if (currency === 'USD') throw new TypeError(`${path} is not known: prices in USD need no rate`)
    if (typeof rates !== 'object') {
      checkRate(rates, path)
      continue
    }
    const list = expectArray(rates, path)
    if (list.length === 0) throw expected(path, list, 'at least one rate')
    for (const [index, rate] of list.entries()) checkDatedRate(rate, `${path}[${index}]`)
  }
  return value as Currencies
}

function checkDatedRate(value: unknown, path: string): void {
  const rate = expectObject(value, path)
  expectKeys(rate, ['from', 'usd'], path)
  if (rate['from'] === undefined) throw expected(`${path}.from`, rate['from'], 'the first day of the rate')
  checkDay(rate['from'], `${path}.from`)
  checkRate(rate['usd'], `${path}.usd`)
}

function checkRate(value: unknown, path: string): void {
  checkFactor(value, path)
  if (parseDecimal(String(value))?.digits === 0n) throw expected(path, value, 'more than 0 USD')
}

function converted<Row extends PriceRow | LongContextPrices>(row: Row, usd: Decimal): Row {
  const prices: Record<string, unknown> = {}
  for (const name of TOKEN_RATE_NAMES) {
    const price = row[name]
    if (price !== undefined) prices[name] = times(price, usd)
  }
  if ('units' in row && row.units !== undefined) prices['units'] = convertedUnits(row.units, usd)
  if ('above' in row && row.above !== undefined) prices['above'] = row.above.map((step) => converted(step, usd))
  return { ...row, ...prices }
}

function convertedUnits(units: UnitPrices, usd: Decimal): UnitPrices {
  return Object.fromEntries(
    Object.entries(units).map(([unit, price]) => {
      const [, amount = price, per = ''] = typeof price === 'string' ? (/^(.*?)(\s*\/\s*\d+)$/.exec(price) ?? []) : []
      return [unit, times(amount, usd) + per]
    }),
  )
}

/** The product as decimal text, with every digit. */
function times(price: number | string, usd: Decimal): string {
  const amount = parseDecimal(typeof price === 'string' ? price.trim().replace(/^\$\s*/, '') : price)
  if (amount === undefined) return String(price)
  const scale = amount.scale + usd.scale
  const digits = (amount.digits * usd.digits).toString().padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
