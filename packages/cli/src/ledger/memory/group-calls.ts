import type { CallRecord } from '../call-record.ts'
import { dimensionValue } from '../dimension-value.ts'
import type { GroupKey, LedgerDimension } from '../ledger.ts'

export interface CallGroup {
  readonly key: GroupKey
  readonly calls: readonly CallRecord[]
}

/** Calls that have the same values in all of the dimensions. */
export function groupCalls(calls: readonly CallRecord[], by: readonly LedgerDimension[] = []): readonly CallGroup[] {
  const groups = Map.groupBy(calls, (call) =>
    JSON.stringify(by.map((dimension) => dimensionValue(call, dimension) ?? null)),
  )
  return [...groups.values()].map((group) => ({ key: keyOf(group, by), calls: group }))
}

function keyOf([first]: readonly CallRecord[], by: readonly LedgerDimension[]): GroupKey {
  if (first === undefined) return {}
  return Object.fromEntries(
    by.flatMap((dimension) => {
      const value = dimensionValue(first, dimension)
      return value === undefined ? [] : [[dimension, value]]
    }),
  )
}
