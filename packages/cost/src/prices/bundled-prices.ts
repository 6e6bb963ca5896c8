import { cataloguePrices } from './catalogue-prices.ts'
import { PROVIDER_DATA, PUBLISHED, VERSION } from './data/catalogue.ts'
import type { ProviderPrices } from './price-file.ts'
import type { PriceSource } from './price-source.ts'

let bundled: PriceSource | undefined

/**
 * The prices that come with this package: those of genai-prices, completed by our overlay. Each provider's are parsed when
 * its first model is asked for, because most programs call one or two of more than forty.
 */
export function bundledPrices(): PriceSource {
  return (bundled ??= cataloguePrices({
    name: 'bundled',
    version: VERSION,
    published: PUBLISHED,
    providerIds: Object.keys(PROVIDER_DATA),
    provider: parsed,
  }))
}

function parsed(id: string): ProviderPrices | undefined {
  const json = Object.hasOwn(PROVIDER_DATA, id) ? PROVIDER_DATA[id]?.() : undefined
  // The data was checked when it was compiled, which the test of that step repeats.
  return json === undefined ? undefined : (JSON.parse(json) as ProviderPrices)
}
