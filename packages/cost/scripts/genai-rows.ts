import type { ConditionalPrice, ModelInfo, ModelPrice } from '@pydantic/genai-prices'
import type { PriceRow } from '../src/prices/price-file.ts'
import { sorted } from './sorted.ts'
import { IGNORED_KEYS, TOKEN_KEYS, UNIT_KEYS } from './genai-units.ts'

type Tiered = Exclude<ModelPrice[string], number | undefined>

/** The price rows of a model of genai-prices; without any prices there are none. */
export function rowsOf(model: ModelInfo): readonly PriceRow[] {
  const conditional = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }]
  let from: string | undefined
  return conditional.flatMap(({ constraint, prices }) => {
    if (constraint?.type === 'start_date') from = constraint.start_date
    const row = rowOf(prices, model.id)
    // Hours that follow a date in the list came with it: before, the price was the same all day.
    return row === undefined ? [] : [{ ...(from && { from }), ...hoursOf(constraint), ...row }]
  })
}

function hoursOf(constraint: ConditionalPrice['constraint']): Pick<PriceRow, 'daily'> {
  if (constraint?.type !== 'time_of_date') return {}
  return { daily: [utcTime(constraint.start_time), utcTime(constraint.end_time)] }
}

function utcTime(time: string): string {
  const utc = /^(\d{2}:\d{2}):00Z$/.exec(time)?.[1]
  if (utc === undefined) throw new Error(`genai-prices has a time that is not known here: ${time}`)
  return utc
}

function rowOf(prices: ModelPrice, id: string): PriceRow | undefined {
  const base: Record<string, number> = {}
  const units: Record<string, string> = {}
  const tiers = new Map<number, Record<string, number>>()
  for (const [key, value] of Object.entries(prices)) {
    if (value === undefined || Object.hasOwn(IGNORED_KEYS, key)) continue
    const token = TOKEN_KEYS[key]
    const unit = UNIT_KEYS[key]
    if (token !== undefined) {
      base[token] = tidy(typeof value === 'number' ? value : value.base)
      for (const { start, price } of tiersOf(value)) tiers.set(start, { ...tiers.get(start), [token]: tidy(price) })
    } else if (unit !== undefined && typeof value === 'number') {
      units[unit.name] = `${value}/${unit.per}`
    } else throw new Error(`genai-prices has a price key that is not known here: ${key} of ${id}`)
  }
  if (Object.keys(base).length + Object.keys(units).length === 0) return undefined
  const above = [...tiers.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([inputTokens, rates]) => ({ inputTokens, ...sorted(rates) }))
  return {
    ...sorted(base),
    ...(Object.keys(units).length > 0 && { units: sorted(units) }),
    ...(above.length > 0 && { above }),
  }
}

function tiersOf(value: number | Tiered): Tiered['tiers'] {
  return typeof value === 'number' ? [] : value.tiers
}

/** Six decimals of USD per million tokens are a whole pico-USD per token; what is finer is debris of a division. */
function tidy(price: number): number {
  const tidied = Number(price.toFixed(6))
  if (tidied === 0 && price !== 0)
    throw new Error(`genai-prices has a price below 1e-6 USD per million tokens: ${price}`)
  return tidied
}
