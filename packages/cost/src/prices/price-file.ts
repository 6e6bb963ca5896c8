import type { TokenRateName } from './price-row.ts'

/**
 * A price file: prices of many models as plain JSON. The bundled catalogue is one, and so is what a price book is refreshed
 * with from a file or a URL. `parsePriceFile` checks one.
 */
export interface PriceFile {
  readonly format: 'costspan.prices/1'
  /** Names these very prices, such as `genai-prices-0.1.8+overlay-2026-11-22`; it ends up in `costspan.price.version`. */
  readonly version: string
  /** The day on which the data was published, such as `2026-11-22`. */
  readonly published: string
  /** By the catalogue's id of the provider, such as `openai` or `x-ai`. */
  readonly providers: Readonly<Record<string, ProviderPrices>>
}

/** What one provider sells. */
export interface ProviderPrices {
  /** Names of models that are this provider's when a call does not say whose they are; patterns as in `ModelPrices`. */
  readonly claims?: readonly string[]
  /** Ids of providers whose models this one resells at their standard price, such as `openai` at Azure. */
  readonly resells?: readonly string[]
  /** Where the prices of its models are published, unless a model says otherwise. */
  readonly origin?: PriceOrigin
  readonly models: readonly ModelPrices[]
}

/** What one model costs: now, before, in other tiers and regions. */
export interface ModelPrices {
  readonly id: string
  /**
   * The names that the model answers to, in lower case: exact, with `*` for anything, or a regular expression between
   * slashes. Without them it answers to its id.
   */
  readonly names?: readonly string[]
  /** Of the rows that hold at a time, the last one wins. Rows are appended, never edited: edits would reprice the past. */
  readonly prices: readonly PriceRow[]
  /** What token rates are multiplied by where inference ran, such as `{ "us": 1.1 }`. Other regions change nothing. */
  readonly regions?: Readonly<Record<string, number | string>>
  /** Where its prices are published. Of several that state a price, the last one holds. */
  readonly origins?: readonly PriceOrigin[]
}

/** Where prices are published, for people who want to check one. It changes no price. */
export interface PriceOrigin {
  readonly url: string
  /** The day on which the page was read, such as `2026-11-22`. */
  readonly checked: string
  /** The kinds of tokens and the units whose prices stand there; without it, all of the model's. */
  readonly rates?: readonly string[]
  /** The service tier whose price stands there; without it the standard one. */
  readonly serviceTier?: string
  /** The region whose multiplier stands there. */
  readonly region?: string
  /** What the page multiplies standard prices by, where it states no amounts. */
  readonly times?: number | string
  /** The first day of the price, as in its row. */
  readonly from?: string
}

/** Prices in USD per million tokens, by kind of tokens: `2.5`, `"2.50"` or `"$2.50"`. */
export type TokenPrices = Readonly<Partial<Record<TokenRateName, number | string>>>

/**
 * Prices in USD per unit, by the unit's name as in `UnitUsage`: `"0.01"`, or `"10/1000"` for 10 USD per thousand.
 */
export type UnitPrices = Readonly<Record<string, number | string>>

/** The price of calls with a long context: it holds for the whole call when its input is longer than `inputTokens`. */
export interface LongContextPrices extends TokenPrices {
  readonly inputTokens: number
}

/** What a model costs from one day on, in one service tier. A price that is absent is unknown, not zero. */
export interface PriceRow extends TokenPrices {
  /** The first day (`2026-08-21`, UTC) or instant of the price; without it the price always held. */
  readonly from?: string
  /** The hours of each day in which the price holds, in UTC, such as `["16:30", "00:30"]`. The end is excluded. */
  readonly daily?: readonly [start: string, end: string]
  /** The service tier of the price, such as `flex`; without it the standard one. */
  readonly serviceTier?: string
  /** Makes the row a multiple of the model's standard token prices at the same time, such as `0.5`. Units stay as they are. */
  readonly times?: number | string
  readonly units?: UnitPrices
  /** Prices of longer contexts, shortest first. What they leave out is as in the row. */
  readonly above?: readonly LongContextPrices[]
}
