import { type CallUsage, type PriceBook, calculateCost } from '@costspan/cost/prices'

/** A call, its price and what it must cost. */
export interface GoldenCase {
  readonly name: string
  readonly provider: string | null
  readonly model: string
  /** When the call was made; by default on a day when all prices of the catalogue hold. */
  readonly at?: string
  readonly serviceTier?: string
  readonly region?: string
  readonly usage: CallUsage
  readonly expected: GoldenAnswer
  /** The prices that the expected number was worked out from, for people who check it. */
  readonly prices?: string
  readonly source: { readonly url: string; readonly date: string }
  readonly note?: string
}

type GoldenAnswer =
  | { readonly nanoUsd: string; readonly parts?: Readonly<Record<string, string>> }
  | { readonly unpriced: string }
  | { readonly invalid: true }

/** What the call costs by the book, in the form of the table. Parts are only compared where the table states them. */
export function priceGoldenCase(book: PriceBook, golden: GoldenCase): GoldenAnswer {
  const price = book.find({
    provider: golden.provider ?? undefined,
    model: golden.model,
    atMillis: Date.parse(golden.at ?? '2026-11-01T00:00:00Z'),
    inputTokens: golden.usage.tokens.input,
    serviceTier: golden.serviceTier,
    region: golden.region,
  })
  if (!price.priced) return { unpriced: price.reason }
  const cost = calculateCost(golden.usage, price.rates)
  if (cost.status === 'invalid') return { invalid: true }
  if (cost.status === 'unpriced') return { unpriced: cost.reason }
  const nanoUsd = String(cost.nanoUsd)
  const stated = 'parts' in golden.expected
  return stated
    ? { nanoUsd, parts: Object.fromEntries(Object.entries(cost.parts).map(([name, nano]) => [name, String(nano)])) }
    : { nanoUsd }
}
