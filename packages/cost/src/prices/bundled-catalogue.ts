import { PROVIDER_DATA, PUBLISHED, VERSION } from './data/catalogue.ts'
import type { PriceFile, ProviderPrices } from './price-file.ts'

/**
 * The bundled prices as a price file: for tools that write them down elsewhere, such as in the configuration of a collector.
 * To price calls, ask a price book. It parses the whole catalogue, which takes milliseconds.
 */
export function bundledCatalogue(): PriceFile {
  const providers = Object.entries(PROVIDER_DATA).map(([id, json]) => [id, JSON.parse(json()) as ProviderPrices])
  return {
    format: 'costspan.prices/1',
    version: VERSION,
    published: PUBLISHED,
    providers: Object.fromEntries(providers) as PriceFile['providers'],
  }
}
