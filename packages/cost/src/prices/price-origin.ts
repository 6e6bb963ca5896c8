import type { PriceOrigin } from './price-file.ts'
import { isTokenRate } from './rate-of.ts'

/** Of which rate the origin is asked, and for which call. */
export interface OriginQuery {
  /** The kind of tokens or the unit, as `CostLine.what` has it. */
  readonly what: string
  readonly atMillis: number
  readonly serviceTier?: string | undefined
  readonly region?: string | undefined
}

/**
 * Where one rate comes from: the page that states it and, where the rate is a multiple of a standard price, the page that
 * states the multiple.
 *
 * @param origins those of the model, as a priced `PriceLookup` has them: the general ones first
 */
export function originsOf(origins: readonly PriceOrigin[], query: OriginQuery): readonly PriceOrigin[] {
  const inForce = origins.filter(({ from }) => from === undefined || Date.parse(from) <= query.atMillis)
  const standard = inForce.findLast((origin) => !isSpecial(origin) && covers(origin, query.what))
  const tier = inForce.findLast(({ serviceTier }) => serviceTier !== undefined && serviceTier === query.serviceTier)
  const region = inForce.findLast(({ region: stated }) => stated !== undefined && stated === query.region)
  // Units cost the same in every tier that multiplies, and in every region.
  if (!isTokenRate(query.what)) return present([tier?.times === undefined ? (tier ?? standard) : standard])
  return present([tier !== undefined && tier.times === undefined ? undefined : standard, tier, region])
}

function isSpecial({ serviceTier, region }: PriceOrigin): boolean {
  return serviceTier !== undefined || region !== undefined
}

function covers({ rates }: PriceOrigin, what: string): boolean {
  return rates === undefined || rates.includes(what)
}

function present(origins: readonly (PriceOrigin | undefined)[]): readonly PriceOrigin[] {
  return origins.filter((origin) => origin !== undefined)
}
