import {
  type CallUsage,
  type PriceBook,
  type PriceOrigin,
  type Rates,
  calculateCost,
  explainCost,
  originsOf,
} from '@costspan/cost/prices'

/** The call whose price is asked for. */
export interface QuoteQuery {
  readonly model: string
  readonly provider: string | undefined
  readonly serviceTier: string | undefined
  readonly region: string | undefined
  readonly atMillis: number
  /** What it used; undefined to be told all rates instead. */
  readonly usage: CallUsage | undefined
}

/** A quote: what a call costs, with all that is needed to check it. */
export type Quote =
  | {
      readonly priced: true
      readonly modelId: string
      /** The price data, as `costspan.price.version` has it on spans. */
      readonly priceVersion: string
      readonly lines: readonly QuoteLine[]
      /** Undefined where no usage was given. */
      readonly nanoUsd: bigint | undefined
      /** The same before discounts; undefined where no discount changes it. */
      readonly listNanoUsd: bigint | undefined
      /** The pages that the lines refer to by index. */
      readonly origins: readonly PriceOrigin[]
    }
  | { readonly priced: false; readonly reason: string; readonly problem?: string }

/** One rate, with how much was used at it. */
export interface QuoteLine {
  /** The kind of tokens or the unit. */
  readonly what: string
  readonly isTokens: boolean
  readonly quantity: number | undefined
  /** Pico-USD per token or unit, after discounts. */
  readonly ratePicoUsd: bigint
  /** The same before them; undefined where none changes it. */
  readonly listRatePicoUsd: bigint | undefined
  readonly picoUsd: bigint | undefined
  /** Indexes into the quote's origins; none where the price is of a source that does not say. */
  readonly origins: readonly number[]
}

/**
 * Prices a call and says where each rate comes from.
 *
 * @param book the prices that hold
 * @param list the same without discounts
 */
export function quote(query: QuoteQuery, book: PriceBook, list: PriceBook = book): Quote {
  const { usage } = query
  const asked = { ...query, inputTokens: usage?.tokens.input ?? 0 }
  const price = book.find(asked)
  if (!price.priced) return { priced: false, reason: price.reason }
  const cost = usage && calculateCost(usage, price.rates)
  if (cost?.status === 'invalid') return { priced: false, reason: 'invalid', problem: cost.problem }
  if (cost?.status === 'unpriced') return { priced: false, reason: cost.reason, problem: cost.problem }

  const listed = list.find(asked)
  const listRates = listed.priced ? listed.rates : price.rates
  const listCost = usage && calculateCost(usage, listRates)
  const origins: PriceOrigin[] = []
  const indexesOf = (what: string): readonly number[] =>
    originsOf(price.origins ?? [], { ...query, what }).map((origin) => {
      if (!origins.includes(origin)) origins.push(origin)
      return origins.indexOf(origin)
    })
  const lines = (usage === undefined ? allRates(price.rates) : usedRates(usage, price.rates)).map((line) => ({
    ...line,
    listRatePicoUsd: unlessEqual(rateNamed(line.what, listRates), line.ratePicoUsd),
    isTokens: Object.hasOwn(price.rates.tokens, line.what) || !Object.hasOwn(price.rates.units, line.what),
    origins: indexesOf(line.what),
  }))
  return {
    priced: true,
    modelId: price.modelId,
    priceVersion: price.source,
    lines,
    nanoUsd: cost?.nanoUsd,
    listNanoUsd: unlessEqual(listCost?.status === 'priced' ? listCost.nanoUsd : undefined, cost?.nanoUsd),
    origins,
  }
}

function rateNamed(what: string, { tokens, units }: Rates): bigint | undefined {
  return Object.entries({ ...tokens, ...units }).find(([name]) => name === what)?.[1]
}

function unlessEqual(listed: bigint | undefined, paid: bigint | undefined): bigint | undefined {
  return listed === paid ? undefined : listed
}

type Line = Pick<QuoteLine, 'what' | 'quantity' | 'ratePicoUsd' | 'picoUsd'>

function usedRates(usage: CallUsage, rates: Rates): readonly Line[] {
  return explainCost(usage, rates).flatMap(({ what, quantity, ratePicoUsd, picoUsd }) =>
    ratePicoUsd === undefined ? [] : [{ what, quantity, ratePicoUsd, picoUsd }],
  )
}

function allRates({ tokens, units }: Rates): readonly Line[] {
  return Object.entries({ ...tokens, ...units }).flatMap(([what, ratePicoUsd]) =>
    ratePicoUsd === undefined ? [] : [{ what, quantity: undefined, ratePicoUsd, picoUsd: undefined }],
  )
}
