import type { Extent, LedgerReader, SpendSum } from '../ledger/ledger.ts'
import { NO_SPEND } from '../ledger/spend-sum.ts'
import { type DashboardQuery, type TimeWindow, windowBefore } from './read-query.ts'

/** What a window's calls add up to, beside the window of the same length before it. */
export interface Overview {
  readonly total: SpendSum
  readonly before: TimeWindow & { readonly total: SpendSum }
  readonly extent: Extent | undefined
}

export async function overview(ledger: LedgerReader, query: DashboardQuery): Promise<Overview> {
  const before = windowBefore(query)
  const [[total = NO_SPEND], [earlier = NO_SPEND], extent] = await Promise.all([
    ledger.sum(query),
    ledger.sum({ ...before, where: query.where }),
    ledger.extent(),
  ])
  return { total, before: { ...before, total: earlier }, extent }
}
