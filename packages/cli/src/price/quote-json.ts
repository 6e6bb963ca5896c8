import type { PriceOrigin } from '@costspan/cost/prices'
import type { Quote, QuoteQuery } from './quote.ts'

/** A quote for programs. Amounts are text: integers that may exceed what a double holds. */
export interface QuoteJson {
  readonly model: string
  readonly provider?: string
  readonly service_tier?: string
  readonly region?: string
  readonly at: string
  readonly matched_model: string
  readonly price_version: string
  readonly total_nano_usd?: string
  /** Before discounts; absent where none changes it. */
  readonly list_total_nano_usd?: string
  readonly lines: readonly {
    readonly what: string
    readonly quantity?: number
    readonly rate_pico_usd: string
    /** Before discounts; absent where none changes it. */
    readonly list_rate_pico_usd?: string
    readonly pico_usd?: string
    readonly sources: readonly PriceOrigin[]
  }[]
}

export function quoteJson(query: QuoteQuery, priced: Extract<Quote, { readonly priced: true }>): QuoteJson {
  const { model, provider, serviceTier, region, atMillis } = query
  return {
    model,
    ...(provider !== undefined && { provider }),
    ...(serviceTier !== undefined && { service_tier: serviceTier }),
    ...(region !== undefined && { region }),
    at: new Date(atMillis).toISOString(),
    matched_model: priced.modelId,
    price_version: priced.priceVersion,
    ...(priced.nanoUsd !== undefined && { total_nano_usd: String(priced.nanoUsd) }),
    ...(priced.listNanoUsd !== undefined && { list_total_nano_usd: String(priced.listNanoUsd) }),
    lines: priced.lines.map(({ what, quantity, ratePicoUsd, listRatePicoUsd, picoUsd, origins }) => ({
      what,
      ...(quantity !== undefined && { quantity }),
      rate_pico_usd: String(ratePicoUsd),
      ...(listRatePicoUsd !== undefined && { list_rate_pico_usd: String(listRatePicoUsd) }),
      ...(picoUsd !== undefined && { pico_usd: String(picoUsd) }),
      sources: origins.flatMap((index) => priced.origins[index] ?? []),
    })),
  }
}
