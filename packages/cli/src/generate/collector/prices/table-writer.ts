import type { ModelPrices, PriceBook, PriceRowInput } from '@costspan/cost/prices'
import type { DaySegment } from './day-segments.ts'
import { type NamePattern, patternKey } from './name-patterns.ts'
import type { PriceParts } from './price-record.ts'
import type { PriceTable } from './price-table.ts'
import { tableRows } from './table-rows.ts'

/** The provider of prices that hold whoever serves the model. */
export const ANY_PROVIDER = '*'

/** Writes names and their records into a table. */
export interface TableWriter {
  /** Adds a name, unless it is there; `probe` is a name by which the book finds its prices. */
  addName(provider: string, name: string, probe: string, model: PricedModel): void
  addPattern(provider: string, pattern: NamePattern, probe: string | undefined, model: PricedModel): void
  written(): Pick<PriceTable, 'names' | 'patternKeys' | 'records' | 'patterns' | 'mostParts'>
}

type PricedModel = Pick<ModelPrices, 'prices' | 'regions'>
type Shelves = Map<string, Map<string, string>>

/** A writer of an empty table, with the prices of a book at a time, in milliseconds since 1970. */
export function tableWriter(
  book: PriceBook,
  prices: readonly PriceRowInput[],
  segments: readonly DaySegment[],
  atMillis: number,
): TableWriter {
  const names: Shelves = new Map()
  const patternKeys: Shelves = new Map()
  /** Models that cost the same share a record. */
  const records = new Map<string, { readonly number: string; readonly rows: ReadonlyMap<string, PriceParts> }>()
  const patterns = new Map<string, NamePattern[]>()

  function add(shelves: Shelves, provider: string, name: string, probe: string, model: PricedModel): void {
    const shelf = shelves.get(provider) ?? new Map<string, string>()
    if (shelf.has(name)) return
    const asked = provider === ANY_PROVIDER ? undefined : provider
    const rows = tableRows({ book, provider: asked, name: probe, model, userPrices: prices, segments, atMillis })
    if (rows.size === 0) return
    const text = [...rows].map(([key, parts]) => `${key}=${parts.join(';')}`).join('|')
    const record = records.get(text) ?? { number: String(records.size), rows }
    records.set(text, record)
    shelves.set(provider, shelf.set(name, record.number))
  }

  return {
    addName(provider, name, probe, model) {
      add(names, provider, name, probe, model)
    },
    addPattern(provider, pattern, probe, model) {
      const known = patterns.get(provider) ?? []
      if (known.some(({ literal }) => literal === pattern.literal)) return
      // A pattern that has no price today still keeps its names from the patterns behind it.
      patterns.set(provider, [...known, pattern])
      if (probe === undefined) return
      add(patternKeys, provider, patternKey(pattern), probe, model)
      // The text itself is the usual name: as a name it is found without the expression, which takes longer.
      if (probe === pattern.literal) add(names, provider, probe, probe, model)
    },
    written() {
      const all = [...records.values()]
      return {
        names,
        patternKeys,
        records: new Map(all.map(({ number, rows }) => [number, rows])),
        patterns,
        mostParts: Math.max(1, ...all.flatMap(({ rows }) => [...rows.values()].map(({ length }) => length))),
      }
    },
  }
}
