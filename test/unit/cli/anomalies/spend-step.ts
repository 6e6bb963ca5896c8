import type { GroupKey, SpendStep } from '@costspan/cli'
import { NO_SPEND } from '../../../../packages/cli/src/ledger/spend-sum.ts'

/** An hour of a series, in which some calls cost so much. */
export function spendStep(atMillis: number, nanoUsd: number, key: GroupKey = {}, calls = 20): SpendStep {
  return { ...NO_SPEND, key, atMillis, calls, pricedCalls: calls, nanoUsd: BigInt(Math.round(nanoUsd)) }
}
