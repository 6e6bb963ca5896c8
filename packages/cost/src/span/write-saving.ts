import type { Attributes } from '@opentelemetry/api'
import { roundToNanoUsd } from '../money/nano-usd.ts'
import type { PriceBook } from '../prices/price-row.ts'
import * as semconv from '../semconv.ts'
import { type Pricing, priceCall } from './price-call.ts'
import type { CallFacts } from './read-call.ts'

/** The means whose saving only a price tells; all others are counted by whoever saved. */
export const SAVINGS_BY_PRICE: ReadonlySet<unknown> = new Set(['batch', 'compression', 'prompt_budget', 'template'])

/**
 * Writes what a call saved where that follows from prices: a batch, beside the same call by itself, and input that was left
 * out. What somebody else has written, such as a cache, stays.
 *
 * @returns nano-USD that the call saved, whoever said so; undefined where nothing is known to be saved
 */
export function writeSaving(
  attributes: Attributes,
  facts: CallFacts,
  pricing: Pricing,
  book: PriceBook,
  atMillis: number,
): bigint | undefined {
  const told = attributes[semconv.COSTSPAN_SAVED_NANO_USD]
  if (typeof told === 'number') return Number.isSafeInteger(told) ? BigInt(told) : undefined
  // What a cache answers costs nothing, however long its prompt is.
  if (facts.isCacheHit === true) return undefined
  if (facts.serviceTier === 'batch') {
    const saved = savedByBatch(facts, pricing, book, atMillis)
    if (saved === undefined) return undefined
    attributes[semconv.COSTSPAN_SAVED_KIND] = 'batch'
    attributes[semconv.COSTSPAN_SAVED_NANO_USD] = Number(saved)
    return saved
  }
  const tokens = attributes[semconv.COSTSPAN_SAVED_INPUT]
  const isCount = typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0
  const saved = isCount ? savedByInput(tokens, facts, book, atMillis) : undefined
  if (saved !== undefined) attributes[semconv.COSTSPAN_SAVED_NANO_USD] = Number(saved)
  return saved
}

function savedByBatch(facts: CallFacts, { nanoUsd }: Pricing, book: PriceBook, atMillis: number): bigint | undefined {
  const alone = priceCall({ ...facts, serviceTier: undefined, returnedUsd: undefined }, book, atMillis, 0).nanoUsd
  return nanoUsd === undefined || alone === undefined || alone <= nanoUsd ? undefined : alone - nanoUsd
}

function savedByInput(tokens: number, facts: CallFacts, book: PriceBook, atMillis: number): bigint | undefined {
  const { provider, serviceTier, region, responseModel, requestModel, usage } = facts
  const model = responseModel ?? requestModel
  if (model === undefined || usage === undefined) return undefined
  const price = book.find({ provider, model, serviceTier, region, atMillis, inputTokens: usage.tokens.input })
  const rate = price.priced ? price.rates.tokens.input : undefined
  return rate === undefined ? undefined : roundToNanoUsd(BigInt(tokens) * rate)
}
