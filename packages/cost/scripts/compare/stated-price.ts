import type { TokenRateName } from '../../src/prices/price-row.ts'

/** What somebody else says that a model costs now, in USD per million tokens. */
export interface StatedPrice {
  /** Who says so, such as `models.dev`. */
  readonly source: string
  /** The catalogue's id of the provider. */
  readonly provider: string
  readonly model: string
  readonly prices: Readonly<Partial<Record<TokenRateName, number>>>
}
