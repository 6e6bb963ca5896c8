import { formatUsd } from '../money/format-usd.ts'
import { roundToNanoUsd, usdToNano } from '../money/nano-usd.ts'
import { calculateCost } from '../prices/calculate-cost.ts'
import type { PriceBook, PriceLookup, Rates } from '../prices/price-row.ts'
import type { CallFacts } from './read-call.ts'
import type { PricedCall } from './priced-call.ts'
import { worstCaseNanoUsd } from './worst-case.ts'

/** What pricing finds out; the rest of a `PricedCall` is copied from the span. */
export type Pricing = Pick<
  PricedCall,
  | 'status'
  | 'nanoUsd'
  | 'parts'
  | 'source'
  | 'unpricedReason'
  | 'problem'
  | 'priceVersion'
  | 'hasPriceConflict'
  | 'atRiskNanoUsd'
  | 'promptCacheSavedNanoUsd'
>

/** Prices one call: what was served, at the price in force when it was made. Pure, and never throws. */
export function priceCall(
  facts: CallFacts,
  book: PriceBook,
  atMillis: number,
  assumedMaxOutputTokens: number,
): Pricing {
  if (facts.isCacheHit === true) return CACHE_HIT
  const price = findPrice(facts, book, atMillis, facts.usage?.tokens.input ?? 0)
  const atRiskNanoUsd = atRisk(facts, book, atMillis, assumedMaxOutputTokens)
  if (facts.returnedUsd !== undefined) return withReturnedCost(facts, price, atRiskNanoUsd)
  const local = pricedLocally(facts, price)
  // The bound of a stream that was cut is that of the whole attempt, of which a part is counted; of a partial usage it is
  // that of the missing part alone.
  const countsTwice = facts.isEstimated && facts.usage?.isPartial === false
  return { ...local, atRiskNanoUsd: countsTwice ? beyond(local.nanoUsd, atRiskNanoUsd) : atRiskNanoUsd }
}

/** What an estimate has counted of an attempt is no longer at risk. */
function beyond(nanoUsd: bigint | undefined, atRiskNanoUsd: bigint | undefined): bigint | undefined {
  if (atRiskNanoUsd === undefined || nanoUsd === undefined) return atRiskNanoUsd
  return atRiskNanoUsd > nanoUsd ? atRiskNanoUsd - nanoUsd : 0n
}

/** The model that answered is the one that is billed; one that is not in the book may be an alias of what was asked for. */
function findPrice(facts: CallFacts, book: PriceBook, atMillis: number, inputTokens: number): PriceLookup {
  const { provider, serviceTier, region, responseModel, requestModel } = facts
  const model = responseModel ?? requestModel
  if (model === undefined) return { priced: false, reason: 'no_model' }
  const served = book.find({ provider, model, atMillis, inputTokens, serviceTier, region })
  if (served.priced || requestModel === undefined || requestModel === model) return served
  if (served.reason !== 'unknown_model') return served
  const asked = book.find({ provider, model: requestModel, atMillis, inputTokens, serviceTier, region })
  return asked.priced ? asked : served
}

function pricedLocally({ usage, isEstimated, unobserved, errorType }: CallFacts, price: PriceLookup): Pricing {
  if (usage === undefined) {
    if (unobserved.count > 0) return { ...NOTHING, status: 'unobserved' }
    if (errorType !== undefined) return { ...NOTHING, status: 'failed' }
    return { ...NOTHING, status: 'unpriced', unpricedReason: 'no_usage' }
  }
  if (!price.priced) {
    return { ...NOTHING, status: 'unpriced', unpricedReason: price.reason }
  }
  const cost = calculateCost(usage, price.rates)
  if (cost.status === 'invalid') return { ...NOTHING, status: 'invalid', problem: cost.problem }
  if (cost.status === 'unpriced') {
    return { ...NOTHING, status: 'unpriced', unpricedReason: cost.reason, problem: cost.problem }
  }
  return {
    ...NOTHING,
    status: isEstimated ? 'estimated' : 'reported',
    nanoUsd: cost.nanoUsd,
    parts: cost.parts,
    source: 'local',
    priceVersion: price.source,
    promptCacheSavedNanoUsd: promptCacheSaved(usage.tokens.cacheRead, price.rates),
  }
}

/**
 * A cost that the provider or gateway returned wins, because it is what it will bill. But a zero for a call that used
 * tokens, of a model that is not free, is a gateway that does not know: then ours holds, and the conflict is named.
 */
function withReturnedCost(facts: CallFacts, price: PriceLookup, atRiskNanoUsd: bigint | undefined): Pricing {
  const local = pricedLocally(facts, price)
  const returned = facts.returnedUsd === undefined ? undefined : usdToNano(facts.returnedUsd)
  const hasTokens = facts.usage !== undefined && facts.usage.tokens.input + facts.usage.tokens.output > 0
  const isConflict = returned === undefined || (returned === 0n && hasTokens && local.nanoUsd !== 0n)
  if (isConflict) {
    return {
      ...local,
      atRiskNanoUsd,
      hasPriceConflict: true,
      problem: `the provider returned a cost of ${facts.returnedUsd} USD for a call that used tokens`,
    }
  }
  return {
    ...NOTHING,
    status: facts.isEstimated ? 'estimated' : 'reported',
    nanoUsd: returned,
    // One sum for all: what it was paid for is not told.
    parts: { request: returned },
    source: facts.returnedBy ?? 'provider',
    atRiskNanoUsd,
    ...conflictOf(returned, local),
  }
}

/** Gateways add a fee of some percent. Beyond this share of the returned cost, a price is wrong. */
const TOLERATED_PERCENT = 10n

/** The returned cost holds, but where ours is far from it, somebody should look at the price. */
function conflictOf(returned: bigint, local: Pricing): Partial<Pricing> {
  if (local.status !== 'reported' || local.nanoUsd === undefined) return {}
  const difference = returned > local.nanoUsd ? returned - local.nanoUsd : local.nanoUsd - returned
  if (difference * 100n <= returned * TOLERATED_PERCENT) return {}
  const [told, expected] = [formatUsd(returned), formatUsd(local.nanoUsd)]
  return { hasPriceConflict: true, problem: `the provider returned a cost of ${told}, our prices say ${expected}` }
}

function atRisk(facts: CallFacts, book: PriceBook, atMillis: number, assumedMaxOutput: number): bigint | undefined {
  const { count, maxInputTokens = 0, maxOutputTokens = assumedMaxOutput } = facts.unobserved
  if (count === 0) return undefined
  const price = findPrice(facts, book, atMillis, maxInputTokens)
  return price.priced ? BigInt(count) * worstCaseNanoUsd(price.rates, maxInputTokens, maxOutputTokens) : undefined
}

function promptCacheSaved(cacheRead: number | undefined, { tokens }: Rates): bigint | undefined {
  if (cacheRead === undefined || tokens.input === undefined || tokens.cacheRead === undefined) return undefined
  const saved = BigInt(cacheRead) * (tokens.input - tokens.cacheRead)
  return saved > 0n ? roundToNanoUsd(saved) : undefined
}

const NOTHING: Omit<Pricing, 'status'> = {
  nanoUsd: undefined,
  parts: undefined,
  source: undefined,
  unpricedReason: undefined,
  problem: undefined,
  priceVersion: undefined,
  hasPriceConflict: false,
  atRiskNanoUsd: undefined,
  promptCacheSavedNanoUsd: undefined,
}

/** What it would have cost is told by whoever kept the answer. */
const CACHE_HIT: Pricing = { ...NOTHING, status: 'reported', nanoUsd: 0n, parts: {}, source: 'local' }
