import type { ModelPrices, PriceRow, TokenPrices, UnitPrices } from '../src/prices/price-file.ts'

/**
 * The overlay: what genai-prices lacks or has wrong, kept by hand in `prices/overlay.json`. Each entry says where its prices
 * are published and when that was read.
 */
export interface Overlay {
  /** The day of the last change; it becomes part of the catalogue's version. */
  readonly version: string
  /** The genai-prices that the overlay was checked against. */
  readonly base: { readonly version: string; readonly published: string }
  readonly entries: readonly OverlayEntry[]
}

/** A change to some models of one provider, in the order in which its parts are named here. */
export interface OverlayEntry {
  readonly provider: string
  /** Where the prices were read. */
  readonly source: string
  /** The day on which they were read. */
  readonly checked: string
  /** What is uncertain, or why the entry is needed. */
  readonly note?: string
  /** Names of models that are the provider's when a call does not say whose they are. */
  readonly claims?: readonly string[]
  /** Models that the catalogue lacks. They take their names from models that have them. */
  readonly add?: readonly ModelPrices[]
  /** Ids of catalogue models that the rest of the entry is for, with `*` for any text; each must match something. */
  readonly models?: readonly string[]
  /** Ids that the patterns of `models` match but do not mean. */
  readonly except?: readonly string[]
  /** More names for the models. */
  readonly names?: readonly string[]
  /** Moves the start of a long-context price. */
  readonly moveAbove?: { readonly from: number; readonly to: number }
  /** Prices that are put into every row of the standard tier that lacks them, or that the entry says are wrong. */
  readonly fill?: TokenPrices & { readonly units?: UnitPrices }
  /** Token prices that are a multiple of another one in the same row, put in where they are lacking. */
  readonly fillMultiple?: Readonly<Record<string, readonly [of: string, times: number]>>
  /** Rows that are appended: other tiers, later prices. */
  readonly rows?: readonly PriceRow[]
  readonly regions?: Readonly<Record<string, number>>
}
