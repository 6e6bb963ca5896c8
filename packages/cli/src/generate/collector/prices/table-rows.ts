import type { ModelPrices, PriceBook, PriceRowInput } from '@costspan/cost/prices'
import { type DaySegment, startOfSegment } from './day-segments.ts'
import { type PriceParts, priceParts } from './price-record.ts'

/** Where the rows of a model come from. */
export interface RowQuery {
  readonly book: PriceBook
  readonly provider: string | undefined
  /** A name by which the book finds the model. */
  readonly name: string
  readonly model: Pick<ModelPrices, 'prices' | 'regions'>
  /** Prices of the user, which may add tiers and lengths of context to a model of a catalogue. */
  readonly userPrices: readonly PriceRowInput[]
  readonly segments: readonly DaySegment[]
  readonly atMillis: number
}

/** The key of a row that is there where a model costs less at some hours, so that nobody asks for the hour of other models. */
export const TIMED = '@'

/**
 * All rows of a model: one for each tier, region and time of day in which it has a price of its own. The key tells them apart:
 * it is empty for the standard row, `#batch`, `#batch~us`, `@2`.
 */
export function tableRows({
  book,
  provider,
  name,
  model,
  userPrices,
  segments,
  atMillis,
}: RowQuery): ReadonlyMap<string, PriceParts> {
  const rules = [...model.prices, ...userPrices]
  const tiers = [undefined, ...new Set(rules.flatMap(({ serviceTier }) => serviceTier ?? []))]
  const regions = [undefined, ...Object.keys(model.regions ?? {})]
  const thresholds = [...new Set(rules.flatMap(({ above = [] }) => above.map(({ inputTokens }) => inputTokens)))]
  const times = rules.some(({ daily }) => daily !== undefined) ? segments : []
  const sorted = thresholds.toSorted((a, b) => a - b)

  const rows = tiers.flatMap((serviceTier) =>
    regions.flatMap((region) => {
      const key = { provider, model: name, serviceTier, region }
      const prefix = `${serviceTier === undefined ? '' : `#${serviceTier}`}${region === undefined ? '' : `~${region}`}`
      return [
        { key: prefix, parts: priceParts(book, key, atMillis, sorted) },
        ...times.map((segment, index) => ({
          key: `${prefix}@${index}`,
          parts: priceParts(book, key, startOfSegment(segment, atMillis), sorted),
        })),
      ]
    }),
  )
  const priced = rows.flatMap(({ key, parts }) => (parts === undefined ? [] : [[key, parts] as const]))
  return new Map(priced.length > 0 && times.length > 0 ? [...priced, [TIMED, []]] : priced)
}
