import { PROVIDER_DATA } from './data/catalogue.ts'
import type { ProviderPrices } from './price-file.ts'

/** A model that the bundled prices know. */
export interface ModelName {
  /** The catalogue's id of the provider. */
  readonly provider: string
  readonly id: string
}

/** All models of the bundled prices, in the catalogue's order. It parses the whole catalogue, which takes milliseconds. */
export function bundledModels(): readonly ModelName[] {
  return Object.entries(PROVIDER_DATA).flatMap(([provider, json]) => {
    const { models } = JSON.parse(json()) as ProviderPrices
    return models.map(({ id }) => ({ provider, id }))
  })
}
