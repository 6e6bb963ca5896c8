import { calculateCost, type PriceBook } from '@costspan/cost/prices'
import type { SpendGroup } from '../ledger/ledger.ts'

/**
 * What the provider's prompt cache saved on the calls of one model: reads cheaper than input, less what writes cost beyond it,
 * at the prices of an instant. Below 0 where writes cost more than reads brought back; undefined where the price is not known.
 */
export function promptCacheSaving(group: SpendGroup, book: PriceBook, atMillis: number): bigint | undefined {
  const { key, inputTokens: input, cacheReadTokens: cacheRead, cacheWriteTokens: cacheWrite } = group
  const { model = '', provider, serviceTier } = key
  // Some prices jump by the length of a call's context, which a sum over calls is not: the mean stands for it.
  const price = book.find({ model, provider, serviceTier, atMillis, inputTokens: input / Math.max(1, group.calls) })
  if (!price.priced) return undefined
  const [plain, cached] = [{ input }, { input, cacheRead, cacheWrite }].map((tokens) =>
    calculateCost({ tokens: { ...tokens, output: 0 } }, price.rates),
  )
  return plain?.status === 'priced' && cached?.status === 'priced' ? plain.nanoUsd - cached.nanoUsd : undefined
}
