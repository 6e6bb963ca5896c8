import type { ModelInfo, Provider } from '@pydantic/genai-prices'
import type { ModelPrices, PriceRow, ProviderPrices } from '../src/prices/price-file.ts'
import { namesOf } from './genai-names.ts'
import { rowsOf } from './genai-rows.ts'
import { UNUSABLE_KEYS } from './genai-units.ts'

const FREE: PriceRow = { input: 0, output: 0 }

/** Models that genai-prices lists without prices and that their provider says are free. Others without prices are left out. */
const FREE_MODELS: ReadonlySet<string> = new Set([
  // https://developers.openai.com/api/docs/models/omni-moderation-latest (read 2026-11-22)
  'openai/moderation',
  // https://ai.google.dev/gemini-api/docs/pricing: "free of charge" on all tiers (read 2026-11-22)
  'google/gemma-3',
  'google/gemma-3n',
  'google/gemma-4-26b-a4b-it',
  'google/gemma-4-31b-it',
])

/**
 * One provider of genai-prices in the form of a price file.
 *
 * @param published the day of the data: genai-prices says of few models when their price was looked at
 */
export function compileProvider(provider: Provider, published: string): ProviderPrices {
  const [url] = provider.pricing_urls ?? []
  const models = provider.models.flatMap((model) => compileModel(model, provider.id))
  return {
    ...(provider.model_match && { claims: namesOf(provider.model_match) }),
    ...(provider.fallback_model_providers && { resells: provider.fallback_model_providers }),
    ...(url !== undefined && { origin: { url, checked: published } }),
    models,
  }
}

function compileModel(model: ModelInfo, providerId: string): readonly ModelPrices[] {
  if (hasUnusableKey(model)) return []
  const rows = rowsOf(model)
  const isFree = model.id.endsWith(':free') || FREE_MODELS.has(`${providerId}/${model.id}`)
  const prices = rows.length === 0 && isFree ? [FREE] : rows
  if (prices.length === 0) return []
  const names = namesOf(model.match)
  const answersToId = names.length === 1 && names[0] === model.id
  return [{ id: model.id, ...(!answersToId && { names }), prices }]
}

function hasUnusableKey(model: ModelInfo): boolean {
  const lists = Array.isArray(model.prices) ? model.prices.map(({ prices }) => prices) : [model.prices]
  return lists.some((prices) => Object.keys(prices).some((key) => Object.hasOwn(UNUSABLE_KEYS, key)))
}
