import { bundledPrices, createPriceBook, type PriceBook, selfHostedPrices, userPrices } from '@costspan/cost/prices'
import type { CostspanConfig } from '@costspan/node/config'

/** The price book of the settings: own prices and discounts over the bundled ones. A catalogue that is fetched is not. */
export function settingsPrices({ prices, currencies, selfHosted, discounts }: CostspanConfig): PriceBook {
  return createPriceBook({
    sources: [
      bundledPrices(),
      ...(selfHosted === undefined ? [] : [selfHostedPrices(selfHosted)]),
      ...(prices === undefined ? [] : [userPrices(prices, currencies === undefined ? {} : { currencies })]),
    ],
    ...(discounts !== undefined && { discounts }),
  })
}
