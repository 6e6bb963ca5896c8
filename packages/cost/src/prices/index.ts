/**
 * Prices without telemetry: what a call to a language model costs, exact to the nano-dollar.
 *
 * ```ts
 * import { calculateCost, createPriceBook, formatUsd } from '@costspan/cost/prices'
 *
 * const book = createPriceBook()
 * const usage = { tokens: { input: 1_200, output: 300, cacheRead: 1_000 } }
 * const price = book.find({ provider: 'openai', model: 'gpt-4o', atMillis: Date.now(), inputTokens: usage.tokens.input })
 * const cost = price.priced ? calculateCost(usage, price.rates) : undefined
 * if (cost?.status === 'priced') console.log(formatUsd(cost.nanoUsd)) // $0.00475
 * ```
 *
 * @module
 */

// Look up a price
export {
  type PriceBookOptions,
  type PriceSourceProblem,
  type RefreshablePriceBook,
  createPriceBook,
} from './price-book.ts'
export type {
  PriceBook,
  PriceLookup,
  PriceQuery,
  Rates,
  TokenRateName,
  TokenRates,
  UnitRates,
  UnpricedReason,
} from './price-row.ts'
export type { Discount } from './price-discount.ts'

// Sources of prices
export { bundledPrices } from './bundled-prices.ts'
export { bundledCatalogue } from './bundled-catalogue.ts'
export { type ModelName, bundledModels } from './bundled-models.ts'
export { parsePriceFile } from './parse-price-file.ts'
export type { Currencies, ExchangeRate } from './currencies.ts'
export { type SelfHostedModel, selfHostedPrices } from './self-hosted-prices.ts'
export { type PriceRowInput, type UserPricesOptions, userPrices } from './user-prices.ts'
export type {
  LongContextPrices,
  ModelPrices,
  PriceFile,
  PriceOrigin,
  PriceRow,
  ProviderPrices,
  TokenPrices,
  UnitPrices,
} from './price-file.ts'
export type { LongContextRates, ModelQuery, NotFound, PricePeriod, PriceSchedule, PriceSource } from './price-source.ts'
export { catalogueProvider, providerNames } from './provider-names.ts'
export { modelNames } from './match-model.ts'

// Calculate a cost
export { type CostResult, calculateCost } from './calculate-cost.ts'
export type { CostParts } from './cost-parts.ts'
export { COST_CLASSES, type CostClass } from './cost-class.ts'
export { type CostLine, explainCost } from './explain-cost.ts'
export type { CallFacts, UnobservedAttempts } from '../span/read-call.ts'
export { type Pricing, priceCall } from '../span/price-call.ts'
export { PRICED_OPERATIONS } from '../span/priced-operations.ts'
export { worstCaseNanoUsd } from '../span/worst-case.ts'
export { type OriginQuery, originsOf } from './price-origin.ts'
export type { CallUsage, TokenUsage, UnitUsage } from '../usage/call-usage.ts'
export { type SplitUsage, type UsageLeaves, splitUsage } from '../usage/usage-leaves.ts'

// Money
export { type FormatUsdOptions, formatUsd } from '../money/format-usd.ts'
export { NANO_USD_PER_USD, nanoToUsd, parseUsd, roundToNanoUsd, usdToNano } from '../money/nano-usd.ts'
export { PICO_USD_PER_USD, picoUsdPerUnit } from '../money/pico-usd.ts'
