import { modelNames } from './match-model.ts'
import type { ModelPrices, PriceFile, ProviderPrices } from './price-file.ts'
import { buildSchedule } from './price-schedule.ts'
import type { ModelQuery, NotFound, PriceSchedule, PriceSource } from './price-source.ts'
import { catalogueProvider } from './provider-names.ts'
import { provisionedThroughput } from './provisioned-throughput.ts'
import { type ProviderShelf, claims, findModel, openShelf } from './provider-shelf.ts'

/** What a catalogue is made of. Providers are given by a function, so that a large catalogue reads only what is asked for. */
export interface Catalogue extends Pick<PriceFile, 'version' | 'published'> {
  /** Where the catalogue comes from, such as a URL. */
  readonly name: string
  /** All providers' ids, in the order in which they are asked when a call does not name its provider. */
  readonly providerIds: readonly string[]
  provider(id: string): ProviderPrices | undefined
}

/** A price source over a catalogue. */
export function cataloguePrices(catalogue: Catalogue): PriceSource {
  const shelves = new Map<string, ProviderShelf | undefined>()

  function shelf(id: string): ProviderShelf | undefined {
    if (!shelves.has(id)) {
      const provider = catalogue.provider(id)
      shelves.set(id, provider && openShelf(provider))
    }
    return shelves.get(id)
  }

  function find(query: ModelQuery): PriceSchedule | NotFound {
    const rented = provisionedThroughput(query)
    if (rented !== undefined) return rented
    const id = query.provider ?? ownerOf(query.model)
    const own = id === undefined ? undefined : shelf(id)
    if (id === undefined || own === undefined) return 'unknown_provider'
    const model = findModel(own, modelNames(query.model, id))
    if (model !== undefined) return ofProvider(id, inTier(withOrigin(model, own), query))
    return findResold(own, query)
  }

  /** Whose a model is when the call does not say: the vendor before the slash, or who claims such names and has the model. */
  function ownerOf(model: string): string | undefined {
    const vendor = catalogueProvider(/^([^/]+)\//.exec(model)?.[1])
    if (vendor !== undefined && shelf(vendor) !== undefined) return vendor
    const names = modelNames(model, undefined)
    return catalogue.providerIds.find((id) => {
      const claimant = shelf(id)
      return claimant !== undefined && claims(claimant, names) && findModel(claimant, names) !== undefined
    })
  }

  function findResold(reseller: ProviderShelf, query: ModelQuery): PriceSchedule | NotFound {
    for (const id of reseller.resells) {
      const owner = shelf(id)
      if (owner === undefined) continue
      const model = findModel(owner, modelNames(query.model, id))
      // A reseller has the owner's list price, but its tiers and regions are its own affair.
      if (model !== undefined) return inTier(resold(withOrigin(model, owner)), query)
    }
    return 'unknown_model'
  }

  return {
    name: catalogue.name,
    version: catalogue.version,
    layer: 'catalogue',
    publishedAtMillis: Date.parse(catalogue.published),
    find,
  }
}

function inTier(model: ModelPrices, { serviceTier, region }: ModelQuery): PriceSchedule | NotFound {
  return buildSchedule(model, serviceTier, region) ?? 'unknown_service_tier'
}

function ofProvider(provider: string, found: PriceSchedule | NotFound): PriceSchedule | NotFound {
  return typeof found === 'string' ? found : { ...found, provider }
}

function resold(model: ModelPrices): ModelPrices {
  return { ...model, prices: model.prices.filter((row) => row.serviceTier === undefined), regions: {} }
}

function withOrigin(model: ModelPrices, { origin }: ProviderShelf): ModelPrices {
  return origin === undefined ? model : { ...model, origins: [origin, ...(model.origins ?? [])] }
}
