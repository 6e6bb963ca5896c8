import { generationTest } from './generation-test.ts'
import { isExactName, type NameTest, compilePattern } from './name-pattern.ts'
import type { ModelPrices, PriceOrigin, ProviderPrices } from './price-file.ts'

/** One provider's models, with their names made ready for looking up. */
export interface ProviderShelf {
  readonly byName: ReadonlyMap<string, ModelPrices>
  readonly byPattern: readonly { readonly test: NameTest; readonly model: ModelPrices }[]
  readonly claims: readonly NameTest[]
  readonly resells: readonly string[]
  readonly origin: PriceOrigin | undefined
}

/** Makes a provider's models ready. When two models have the same name, the first one has it. */
export function openShelf(provider: ProviderPrices): ProviderShelf {
  const byName = new Map<string, ModelPrices>()
  const byPattern: { test: NameTest; model: ModelPrices }[] = []
  for (const model of provider.models) {
    for (const name of model.names ?? [model.id]) {
      if (!isExactName(name)) byPattern.push({ test: generationTest(name), model })
      else if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), model)
    }
  }
  const { resells = [], origin } = provider
  return { byName, byPattern, claims: (provider.claims ?? []).map(compilePattern), resells, origin }
}

/** The model that answers to the first of the names that any model answers to. An exact name goes before a pattern. */
export function findModel(shelf: ProviderShelf, names: readonly string[]): ModelPrices | undefined {
  for (const name of names) {
    const model = shelf.byName.get(name) ?? shelf.byPattern.find(({ test }) => test(name))?.model
    if (model !== undefined) return model
  }
  return undefined
}

/** Whether a model of one of these names is the provider's when a call does not say whose it is. */
export function claims(shelf: ProviderShelf, names: readonly string[]): boolean {
  return names.some((name) => shelf.claims.some((test) => test(name)))
}
