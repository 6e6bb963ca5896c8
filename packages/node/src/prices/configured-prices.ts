import { createPriceBook, type RefreshablePriceBook, selfHostedPrices, userPrices } from '@costspan/cost/prices'
import { diag } from '@opentelemetry/api'
import type { CostspanConfig } from '../config/costspan-options.ts'

type PriceSettings = Pick<CostspanConfig, 'discounts' | 'selfHosted' | 'prices' | 'currencies'>

/** The price book with the user's own prices and discounts. */
export function configuredPrices(settings: PriceSettings): RefreshablePriceBook {
  const { discounts = [], selfHosted, prices, currencies = {} } = settings
  const book = createPriceBook({ discounts, onProblem: reportPriceProblem })
  if (selfHosted !== undefined) book.use(selfHostedPrices(selfHosted))
  if (prices !== undefined) book.use(userPrices(prices, { currencies }))
  return book
}

function reportPriceProblem({ source, error }: { source: string; error: unknown }): void {
  diag.error(`costspan: the price source ${source} failed; the other sources are used`, error)
}
