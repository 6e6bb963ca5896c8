import type { LedgerDimension, LedgerReader, SpendStep } from '../ledger/ledger.ts'
import { groupCalls } from '../ledger/memory/group-calls.ts'
import { spendSumOf, totalSpendSum } from '../ledger/spend-sum.ts'
import { startMillis } from '../ledger/time-step.ts'
import type { DashboardQuery } from './read-query.ts'

export const MINUTE_MILLIS = 60_000

/**
 * Spend by the minute, which ledgers do not keep: added up from single calls, of which a window of a few hours has no more
 * than memory holds. Hours whose calls were forgotten have none.
 */
export async function minuteSteps(
  ledger: LedgerReader,
  query: DashboardQuery,
  by: readonly LedgerDimension[],
): Promise<readonly SpendStep[]> {
  const calls = await ledger.rows({ ...query, limit: MOST_CALLS })
  const minutes = Map.groupBy(calls, (call) => Math.floor(startMillis(call) / MINUTE_MILLIS) * MINUTE_MILLIS)
  return [...minutes].flatMap(([atMillis, inMinute]) =>
    groupCalls(inMinute, by).map(({ key, calls: group }): SpendStep => ({
      atMillis,
      key,
      ...totalSpendSum(group.map(spendSumOf)),
    })),
  )
}

const MOST_CALLS = 1_000_000
