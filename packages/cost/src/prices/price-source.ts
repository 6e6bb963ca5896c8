import type { PriceOrigin } from './price-file.ts'
import type { Rates } from './price-row.ts'

/** What a price source is asked: all of a call that decides which prices may hold, except when it was and how long. */
export interface ModelQuery {
  /** The catalogue's id of the provider, or its name in lower case when no catalogue knows it; undefined asks for any. */
  readonly provider: string | undefined
  /** The name of the model as it was reported. */
  readonly model: string
  /** Undefined is the standard tier. */
  readonly serviceTier: string | undefined
  readonly region: string | undefined
}

/** The rates of calls whose input is longer than `inputTokens`. */
export interface LongContextRates {
  readonly inputTokens: number
  readonly rates: Rates
}

/** Rates that hold from a time on, perhaps only at some hours of the day. */
export interface PricePeriod {
  /** Milliseconds since 1970; `-Infinity` for a price that always held. */
  readonly fromMillis: number
  /** Seconds since midnight UTC; the end is excluded, and may lie before the start to span midnight. */
  readonly daily?: { readonly startSecond: number; readonly endSecond: number } | undefined
  readonly rates: Rates
  /** Shortest context first. */
  readonly above: readonly LongContextRates[]
}

/** All prices of one model in one tier and region. Of the periods that hold at a time, the last one wins. */
export interface PriceSchedule {
  readonly modelId: string
  /** The catalogue's id of the provider whose price it is, where the source can tell it from the model's name. */
  readonly provider?: string
  readonly periods: readonly PricePeriod[]
  /** Where the prices are published. */
  readonly origins?: readonly PriceOrigin[]
}

/** How far a source's knowledge goes when it has no price. */
export type NotFound = 'unknown_provider' | 'unknown_model' | 'unknown_service_tier'

/**
 * A source of prices. It is asked once for each model, tier and region; the answer is remembered.
 *
 * A source that throws counts as not knowing.
 */
export interface PriceSource {
  /** Where the prices come from, such as a URL. A source replaces the one of the same name. */
  readonly name: string
  /** Names the very prices, for `costspan.price.version`. */
  readonly version: string
  /** Prices of the user win over those of catalogues, whichever was added last. */
  readonly layer: 'catalogue' | 'user'
  /** When the prices were published, in milliseconds since 1970; undefined for prices that do not age. */
  readonly publishedAtMillis?: number | undefined
  find(query: ModelQuery): PriceSchedule | NotFound
}
