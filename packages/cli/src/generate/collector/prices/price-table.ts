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
import { literalExpression, type NamePattern, readPattern } from './name-patterns.ts'
import type { PriceParts } from './price-record.ts'
import { ANY_PROVIDER, type TableWriter, tableWriter } from './table-writer.ts'
import { usualNames } from './usual-names.ts'

/** The prices that a collector gets: the same that a `costspan.yaml` gives an application. */
export interface TableSources {
  /** Price files, weakest first. */
  readonly files: readonly PriceFile[]
  readonly prices: readonly PriceRowInput[]
  readonly discounts: readonly Discount[]
  /** The prices in force at this time are written down, in milliseconds since 1970. */
  readonly atMillis: number
}

/** All prices, as a collector looks them up. */
export interface PriceTable {
  /** Names the very prices, for `costspan.price.version`. */
  readonly version: string
  /** The day on which the newest price file was published. */
  readonly published: string
  /** By provider and name, the number of the model's record. */
  readonly names: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** The same for the keys of patterns. */
  readonly patternKeys: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** By number, the rows of a record: see `tableRows`. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, PriceParts>>
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
  addUsualNames(new Map(shelves), writer, (provider, name) => modelIdOf(listed, provider, name, atMillis))

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
  return candidates.find((model) => modelIdOf(book, provider, model, atMillis) === id)
}

function modelIdOf(book: PriceBook, provider: string, model: string, atMillis: number): string | undefined {
  const found = book.find({ provider, model, atMillis, inputTokens: 0 })
  return found.priced ? found.modelId : undefined
}

/** A user's price for a model that no file knows; for those that one knows, the book has answered with it already. */
function addUserPrice(row: PriceRowInput, writer: TableWriter): void {
  const provider = row.provider?.toLowerCase() ?? ANY_PROVIDER
  const name = exactName(row.model)
  const pattern = readPattern(row.model, false)
  if (name !== undefined) writer.addName(provider, name, name, { prices: [] })
  else if (pattern !== undefined) writer.addPattern(provider, pattern, pattern.literal, { prices: [] })
}

/** Names for which the files have patterns only. */
function addUsualNames(
  shelves: ReadonlyMap<string, ProviderPrices>,
  writer: TableWriter,
  modelId: (provider: string, name: string) => string | undefined,
): void {
  const known = [...shelves.values()].flatMap(({ models }) =>
    models.flatMap(({ id, names = [id] }) =>
      names.map((name) => readPattern(name, true)?.literal ?? name.toLowerCase()),
    ),
  )
  for (const [provider, shelf] of shelves) {
    const sold = namesOf(shelf, shelves)
    // Of two with one id its own is the one that is sold.
    const models = new Map(sold.toReversed().map(({ model }) => [model.id, model]))
    const literals = sold.flatMap(({ name }) => readPattern(name, true)?.literal ?? [])
    for (const name of usualNames({ provider, literals, known })) {
      const model = models.get(modelId(provider, name) ?? '')
      if (model !== undefined) writer.addName(provider, name, name, model)
    }
  }
}

function nextChange(rows: readonly PriceRow[], atMillis: number): string | undefined {
  const days = rows.flatMap(({ from }) => (from !== undefined && Date.parse(from) > atMillis ? [from] : []))
  return days.toSorted()[0]
}
