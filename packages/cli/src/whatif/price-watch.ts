import { calculateCost, type PriceBook } from '@costspan/cost/prices'
import type { LedgerReader, SpendGroup } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { dayStart, utcDay } from '../reconcile/statements/utc-day.ts'

/** A change of a price that is announced already, in what it makes of one's own calls. */
export interface PriceChange {
  readonly day: string
  readonly provider: string | undefined
  readonly model: string
  readonly serviceTier: string | undefined
  /** Nano-USD for 30 days of the same calls, before and after. */
  readonly beforeNanoUsd: bigint
  readonly afterNanoUsd: bigint
}

/** Whose calls, and how far ahead. */
export interface PriceWatchOptions {
  /** How far back one's own calls are taken. */
  readonly fromMillis: number
  readonly toMillis: number
  /** How far ahead to look. Default: 365. */
  readonly days?: number
  readonly nowMillis: number
}

const MONTH_DAYS = 30n

/**
 * The price changes that the price data knows of in advance (a promotion that ends, a price that rises), for the models in use,
 * in dollars a month. Days are asked one after the other, because a price book answers for an instant.
 */
export async function priceWatch(
  ledger: LedgerReader,
  book: PriceBook,
  { fromMillis, toMillis, days = 365, nowMillis }: PriceWatchOptions,
): Promise<readonly PriceChange[]> {
  const groups = await ledger.sum({ fromMillis, toMillis, by: ['provider', 'model', 'serviceTier', 'region'] })
  const windowDays = BigInt(Math.max(1, Math.round((toMillis - fromMillis) / DAY_MILLIS)))
  const today = dayStart(utcDay(nowMillis))
  const changes = groups.flatMap((group) => {
    const found: PriceChange[] = []
    let before = monthlyCost(group, book, nowMillis, windowDays)
    for (let ahead = 1; ahead <= days; ahead++) {
      const atMillis = today + ahead * DAY_MILLIS
      const after = monthlyCost(group, book, atMillis, windowDays)
      if (before !== undefined && after !== undefined && before !== after) {
        const { provider, model = 'unknown', serviceTier } = group.key
        found.push({ day: utcDay(atMillis), provider, model, serviceTier, beforeNanoUsd: before, afterNanoUsd: after })
      }
      before = after
    }
    return found
  })
  return changes.toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

/** The price of all its tokens in one, at the context length of its mean call. */
function monthlyCost(group: SpendGroup, book: PriceBook, atMillis: number, windowDays: bigint): bigint | undefined {
  const { key, calls, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens } = group
  if (inputTokens + outputTokens === 0 || key.model === undefined) return undefined
  const price = book.find({
    provider: key.provider,
    model: key.model,
    serviceTier: key.serviceTier,
    region: key.region,
    atMillis,
    inputTokens: Math.round(inputTokens / Math.max(1, calls)),
  })
  if (!price.priced) return undefined
  const tokens = {
    input: inputTokens,
    output: outputTokens,
    cacheRead: cacheReadTokens,
    cacheWrite: cacheWriteTokens,
    reasoning: reasoningTokens,
  }
  const cost = calculateCost({ tokens }, { tokens: price.rates.tokens, units: {} })
  return cost.status === 'priced' ? (cost.nanoUsd * MONTH_DAYS) / windowDays : undefined
}
