import type { ModelPrices, PriceBook, PriceRowInput } from '@costspan/cost/prices'
import { type DaySegment, startOfSegment } from './day-segments.ts'
import { priceRecord } from './price-record.ts'

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

/**
 * All rows of a model: one for each tier, region and time of day in which it has a price of its own. Each begins with what
 * tells it apart: `=` for the standard row, `#batch=`, `#batch~us=`, `@2=`.
 */
export function tableRows({
  book,
  provider,
  name,
  model,
  userPrices,
  segments,
  atMillis,
}: RowQuery): readonly string[] {
  const priced = [...model.prices, ...userPrices]
  const tiers = [undefined, ...new Set(priced.flatMap(({ serviceTier }) => serviceTier ?? []))]
  const regions = [undefined, ...Object.keys(model.regions ?? {})]
  const thresholds = [...new Set(priced.flatMap(({ above = [] }) => above.map(({ inputTokens }) => inputTokens)))]
  const times = priced.some(({ daily }) => daily !== undefined) ? segments : []
  const sorted = thresholds.toSorted((a, b) => a - b)

  return tiers.flatMap((serviceTier) =>
    regions.flatMap((region) => {
      const key = { provider, model: name, serviceTier, region }
      const rows = [
        { suffix: '', record: priceRecord(book, key, atMillis, sorted) },
        ...times.map((segment, index) => ({
          suffix: `@${index}`,
          record: priceRecord(book, key, startOfSegment(segment, atMillis), sorted),
        })),
      ]
      const prefix = `${serviceTier === undefined ? '' : `#${serviceTier}`}${region === undefined ? '' : `~${region}`}`
      return rows.flatMap(({ suffix, record }) => (record === undefined ? [] : [`${prefix}${suffix}=${record}`]))
    }),
  )
}
