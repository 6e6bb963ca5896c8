import type { PriceBook } from '@costspan/cost/prices'
import type { LedgerReader, SpendSum } from '../ledger/ledger.ts'
import { NO_SPEND } from '../ledger/spend-sum.ts'
import { promptCacheSaving } from '../reports/prompt-cache-saving.ts'
import type { DashboardQuery } from './read-query.ts'

/** What was saved in a window, and what went into calls that brought nothing new. */
export interface Savings {
  readonly total: SpendSum
  /** What prompt caching saved by model, at list prices: reads cheaper than input, less what writes cost beyond it. */
  readonly promptCache: readonly PromptCacheSaving[]
}

export interface PromptCacheSaving {
  readonly model: string | undefined
  readonly inputTokens: number
  readonly cacheReadTokens: number
  /** Below 0 where writes cost more than reads brought back; `undefined` where the price is not known. */
  readonly nanoUsd: bigint | undefined
}

export async function savings(ledger: LedgerReader, query: DashboardQuery, book: PriceBook): Promise<Savings> {
  const [[total = NO_SPEND], groups] = await Promise.all([
    ledger.sum(query),
    ledger.sum({ ...query, by: ['model', 'provider', 'serviceTier'] }),
  ])
  const cached = groups.filter(({ cacheReadTokens, cacheWriteTokens }) => cacheReadTokens + cacheWriteTokens > 0)
  const byModel = Map.groupBy(cached, ({ key }) => key.model)
  const promptCache = [...byModel].map(([model, ofModel]) => ({
    model,
    inputTokens: ofModel.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    cacheReadTokens: ofModel.reduce((sum, { cacheReadTokens }) => sum + cacheReadTokens, 0),
    nanoUsd: addUp(ofModel.map((group) => promptCacheSaving(group, book, query.toMillis))),
  }))
  return { total, promptCache: promptCache.toSorted((a, b) => Number((b.nanoUsd ?? 0n) - (a.nanoUsd ?? 0n))) }
}

function addUp(amounts: readonly (bigint | undefined)[]): bigint | undefined {
  const known = amounts.filter((amount) => amount !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, amount) => sum + amount, 0n)
}
