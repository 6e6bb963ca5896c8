import {
  bundledPrices,
  createPriceBook,
  type Discount,
  type PriceBook,
  selfHostedPrices,
  userPrices,
} from '@costspan/cost/prices'
import type { CostspanOptions } from '@costspan/node/config'

/**
 * The price book that an application with these settings has, but for what `priceCatalog` adds while it runs.
 *
 * @param discounts those of the settings unless given; none for list prices
 */
export function settingsBook(
  settings: CostspanOptions,
  discounts: readonly Discount[] = settings.discounts ?? [],
): PriceBook {
  const { prices, currencies = {}, selfHosted } = settings
  const sources = [
    bundledPrices(),
    ...(selfHosted === undefined ? [] : [selfHostedPrices(selfHosted)]),
    ...(prices === undefined ? [] : [userPrices(prices, { currencies })]),
  ]
  return createPriceBook({ sources, discounts })
}
