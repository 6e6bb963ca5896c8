import {
  createPriceBook,
  type Discount,
  type ModelPrices,
  parsePriceFile,
  type PriceBook,
  type PriceFile,
  type PriceRow,
  type PriceRowInput,
  type ProviderPrices,
  userPrices,
} from '@costspan/cost/prices'
import { type DaySegment, daySegments } from './day-segments.ts'
import { literalExpression, type NamePattern, patternKey, readPattern } from './name-patterns.ts'
import { tableRows } from './table-rows.ts'

/** The prices that a collector gets: the same that a `costspan.yaml` gives an application. */
export interface TableSources {
  /** Price files, weakest first. */
  readonly files: readonly PriceFile[]
  readonly prices: readonly PriceRowInput[]
  readonly discounts: readonly Discount[]
  /** The prices in force at this time are written down, in milliseconds since 1970. */
  readonly atMillis: number
}

/** All prices, as texts in which a collector searches. */
export interface PriceTable {
  /** Names the very prices, for `costspan.price.version`. */
  readonly version: string
  /** The day on which the newest price file was published. */
  readonly published: string
  /** By provider, `|name=0042|...`: the number of the model's record. */
  readonly names: ReadonlyMap<string, string>
  /**
   * `|0042=record|0042#batch=record|...`, a text for each hundred numbers: see `tableRows` and `priceRecord`. A collector takes
   * time by the square of a text's length to read it, so that one text of all would make its start take half a minute.
   */
  readonly records: readonly string[]
  /** By provider; what is tried first stands first. */
  readonly patterns: ReadonlyMap<string, readonly NamePattern[]>
  /** Names of models that belong to a provider when a call does not say whose they are. */
  readonly claims: ReadonlyMap<string, readonly string[]>
  /** Whose models a provider resells, by its id. */
  readonly resells: ReadonlyMap<string, readonly string[]>
  readonly segments: readonly DaySegment[]
  /** The most parts of a record: its lengths of context. */
  readonly mostParts: number
  /** Patterns that a collector cannot match: their models are found by their exact names only. */
  readonly unmatched: readonly string[]
  /** The next day on which a price changes, as far as is known, or undefined. */
  readonly nextChange: string | undefined
}

/** The provider of prices that hold whoever serves the model. */
export const ANY_PROVIDER = '*'

/** Digits of a record's number: all have the same length, so that one is read without looking for its end. */
export const NUMBER_LENGTH = 4

/** Writes down all prices of some sources. */
export function priceTable({ files, prices, discounts, atMillis }: TableSources): PriceTable {
  const sources = files.map((file, index) => parsePriceFile(file, `file ${index}`))
  const book = createPriceBook({
    sources: [...sources, ...(prices.length === 0 ? [] : [userPrices(prices)])],
    discounts,
  })
  const listed = createPriceBook({ sources })
  const shelves = [...new Map(files.flatMap(({ providers }) => Object.entries(providers)))]
  const rows = [...shelves.flatMap(([, { models }]) => models.flatMap((model) => model.prices)), ...prices]
  const segments = daySegments(rows)
  const writer = tableWriter(book, prices, segments, atMillis)
  const unmatched: string[] = []

  for (const [provider, shelf] of shelves) {
    for (const { model, name } of namesOf(shelf, new Map(shelves))) {
      const exact = exactName(name)
      const pattern = readPattern(name, true)
      if (exact !== undefined) writer.addName(provider, exact, exact, model)
      else if (pattern === undefined && isSnapshot(name)) continue
      else if (pattern === undefined) unmatched.push(`${provider}: ${name}`)
      else writer.addPattern(provider, pattern, probeOf(listed, provider, model.id, pattern, atMillis), model)
    }
  }
  for (const row of prices.toReversed()) addUserPrice(row, writer)

  return {
    ...writer.written(),
    version: book.version,
    published:
      files
        .map(({ published }) => published)
        .toSorted()
        .at(-1) ?? '',
    claims: new Map(shelves.flatMap(([id, { claims }]) => (claims === undefined ? [] : [[id, claims] as const]))),
    resells: new Map(shelves.flatMap(([id, { resells }]) => (resells === undefined ? [] : [[id, resells] as const]))),
    segments,
    unmatched,
    nextChange: nextChange(rows, atMillis),
  }
}

interface TableWriter {
  /** Adds a name, unless it is there; `probe` is a name by which the book finds its prices. */
  addName(provider: string, name: string, probe: string, model: PricedModel): void
  addPattern(provider: string, pattern: NamePattern, probe: string | undefined, model: PricedModel): void
  written(): Pick<PriceTable, 'names' | 'records' | 'patterns' | 'mostParts'>
}

type PricedModel = Pick<ModelPrices, 'prices' | 'regions'>

function tableWriter(
  book: PriceBook,
  prices: readonly PriceRowInput[],
  segments: readonly DaySegment[],
  atMillis: number,
): TableWriter {
  const names = new Map<string, Map<string, string>>()
  /** Models that cost the same share a record. */
  const records = new Map<string, { readonly number: string; readonly rows: readonly string[] }>()
  const patterns = new Map<string, NamePattern[]>()

  function addName(provider: string, name: string, probe: string, model: PricedModel): void {
    const shelf = names.get(provider) ?? new Map<string, string>()
    if (shelf.has(name) || name.includes('|')) return
    const asked = provider === ANY_PROVIDER ? undefined : provider
    const rows = tableRows({ book, provider: asked, name: probe, model, userPrices: prices, segments, atMillis })
    if (rows.length === 0) return
    const text = rows.join('|')
    const record = records.get(text) ?? { number: String(records.size).padStart(NUMBER_LENGTH, '0'), rows }
    records.set(text, record)
    names.set(provider, shelf.set(name, record.number))
  }

  return {
    addName,
    addPattern(provider, pattern, probe, model) {
      const known = patterns.get(provider) ?? []
      if (known.some(({ literal }) => literal === pattern.literal)) return
      // A pattern that has no price today still keeps its names from the patterns behind it.
      patterns.set(provider, [...known, pattern])
      if (probe === undefined) return
      addName(provider, patternKey(pattern), probe, model)
      // The text itself is the usual name: as a row it is found without the expression, which takes longer.
      if (probe === pattern.literal) addName(provider, probe, probe, model)
    },
    written() {
      const all = [...records.values()]
      const lines = all.map(({ number, rows }) => rows.map((row) => `${number}${row}|`).join(''))
      const hundreds = Array.from({ length: Math.ceil(lines.length / 100) }, (_, hundred) => hundred * 100)
      return {
        names: new Map([...names].map(([provider, shelf]) => [provider, namesText(shelf)])),
        records: hundreds.map((first) => `|${lines.slice(first, first + 100).join('')}`),
        patterns,
        mostParts: Math.max(1, ...lines.flatMap((line) => line.split('|').map((row) => row.split(';').length))),
      }
    },
  }
}

function namesText(shelf: ReadonlyMap<string, string>): string {
  return `|${[...shelf].map(([name, number]) => `${name}=${number}|`).join('')}`
}

/** All names under which a provider sells models: its own, then those that it resells. */
function namesOf(
  shelf: ProviderPrices,
  shelves: ReadonlyMap<string, ProviderPrices>,
): readonly { readonly model: ModelPrices; readonly name: string }[] {
  const resold = (shelf.resells ?? []).flatMap((id) => shelves.get(id)?.models ?? []).map(withoutTiers)
  return [...shelf.models, ...resold].flatMap((model) => (model.names ?? [model.id]).map((name) => ({ model, name })))
}

/** Tiers and regions are a reseller's own affair. */
function withoutTiers({ regions: _, ...model }: ModelPrices): ModelPrices {
  return { ...model, prices: model.prices.filter(({ serviceTier }) => serviceTier === undefined) }
}

/** Dated snapshots of a model that has an exact name, too: the collector takes dates off. */
function isSnapshot(name: string): boolean {
  return /-\\d\{(?:8|4\}-\\d\{2\}-\\d\{2)\}\$\/$/.test(name)
}

function exactName(name: string): string | undefined {
  if (name.length > 2 && name.startsWith('/') && name.endsWith('/')) return literalExpression(name)
  return name.includes('*') ? undefined : name.toLowerCase()
}

/** A name that means this pattern to the book, and no exact name of another model. */
function probeOf(
  book: PriceBook,
  provider: string,
  id: string,
  { literal }: NamePattern,
  atMillis: number,
): string | undefined {
  const candidates = [literal, id, `${literal}-20250101`, `${literal}x`, `x${literal}x`, `x${literal}`]
  return candidates.find((model) => {
    const found = book.find({ provider, model, atMillis, inputTokens: 0 })
    return found.priced && found.modelId === id
  })
}

/** A user's price for a model that no file knows; for those that one knows, the book has answered with it already. */
function addUserPrice(row: PriceRowInput, writer: TableWriter): void {
  const provider = row.provider?.toLowerCase() ?? ANY_PROVIDER
  const name = exactName(row.model)
  const pattern = readPattern(row.model, false)
  if (name !== undefined) writer.addName(provider, name, name, { prices: [] })
  else if (pattern !== undefined) writer.addPattern(provider, pattern, pattern.literal, { prices: [] })
}

function nextChange(rows: readonly PriceRow[], atMillis: number): string | undefined {
  const days = rows.flatMap(({ from }) => (from !== undefined && Date.parse(from) > atMillis ? [from] : []))
  return days.toSorted()[0]
}
