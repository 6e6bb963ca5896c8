/**
 * Rates, and the question that they answer: what does a call cost that this model of this provider answered, at this time,
 * in this service tier?
 *
 * This is what the rest of the package knows of prices; where they come from is the business of the sources
 * (`price-source.ts`), and how they are written down that of `price-file.ts`.
 */
import type { PriceOrigin } from './price-file.ts'

/** Kinds of tokens that can have a rate of their own. A missing kind falls back as `rateOf` says, never to zero. */
export type TokenRateName =
  | 'input'
  | 'output'
  | 'cacheRead'
  | 'cacheWrite'
  | 'cacheWrite1h'
  | 'reasoning'
  | 'inputAudio'
  | 'outputAudio'
  | 'cacheReadAudio'
  | 'inputImage'
  | 'outputImage'
  | 'cacheReadImage'

/** All kinds of tokens, to go through the rates of a row. */
export const TOKEN_RATE_NAMES: readonly TokenRateName[] = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'reasoning',
  'inputAudio',
  'outputAudio',
  'cacheReadAudio',
  'inputImage',
  'outputImage',
  'cacheReadImage',
]

/** Pico-USD (1e-12 USD) per token, by kind. */
export type TokenRates = Readonly<Partial<Record<TokenRateName, bigint>>>

/** Pico-USD per unit, by the unit's name as in `UnitUsage`. */
export type UnitRates = Readonly<Record<string, bigint>>

/** The rates that hold for one call. */
export interface Rates {
  readonly tokens: TokenRates
  readonly units: UnitRates
}

/** Why a call has no price. */
export type UnpricedReason =
  | 'unknown_model'
  | 'unknown_provider'
  | 'unknown_service_tier'
  | 'no_model'
  | 'no_usage'
  | 'no_rate'

/** What is asked of a price book. */
export interface PriceQuery {
  /**
   * `gen_ai.provider.name`, or what older emitters call the system. Without one the model's name decides: the vendor
   * before its slash, or the provider that such names belong to.
   */
  readonly provider: string | undefined
  /** The model that answered, or else the one that was asked for. */
  readonly model: string
  /** When the call was made, in milliseconds since 1970. */
  readonly atMillis: number
  /** All input tokens: some prices jump by the length of the context. */
  readonly inputTokens: number
  /**
   * The tier that was served (`flex`, `priority`, `batch`, ...); undefined, `default`, `standard` and `auto` are the
   * standard one. A tier that no source sells the model in leaves the call unpriced.
   */
  readonly serviceTier?: string | undefined
  /** Where inference ran: `us` at Anthropic, `eu` at OpenAI. Regions without a price of their own change nothing. */
  readonly region?: string | undefined
}

/** What a price book answers: the rates and where they come from, or why there are none. */
export type PriceLookup =
  | {
      readonly priced: true
      readonly rates: Rates
      readonly source: string
      readonly modelId: string
      /** Where the model's prices are published, as far as the source of the prices knows; `originsOf` reads them. */
      readonly origins?: readonly PriceOrigin[]
    }
  | { readonly priced: false; readonly reason: UnpricedReason }

/** Answers what a call costs by the prices of several sources, of which the last one that knows the model wins. */
export interface PriceBook {
  /** Names the data that priced a call, such as `genai-prices-0.1.8+overlay-2026-11-22`. */
  readonly version: string
  /** When the newest of the bundled or refreshed data was published, in milliseconds since 1970. */
  readonly publishedAtMillis: number
  find(query: PriceQuery): PriceLookup
}
