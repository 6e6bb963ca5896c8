import type { SpendGroup, Spread } from '../../ledger/ledger.ts'
import { type Dimension, UNATTRIBUTED } from '../dimensions.ts'
import type { ReportLine } from './spend-report.ts'

/** The lines of one breakdown, dearest first, each with what it cost before. */
export function reportLines(
  dimension: Dimension,
  now: readonly SpendGroup[],
  before: readonly SpendGroup[],
  spreads: readonly Spread[],
): readonly ReportLine[] {
  const nameOf = ({ key }: Pick<SpendGroup, 'key'>): string => key[dimension] ?? UNATTRIBUTED
  const costBefore = new Map<string, bigint>()
  for (const group of before) costBefore.set(nameOf(group), (costBefore.get(nameOf(group)) ?? 0n) + group.nanoUsd)
  const spreadOf = new Map(spreads.map((spread) => [nameOf(spread), spread]))
  return now.map(({ key, ...sum }) => {
    const name = nameOf({ key })
    const spread = spreadOf.get(name)
    return {
      ...sum,
      name,
      beforeNanoUsd: costBefore.get(name) ?? 0n,
      p95NanoUsd: spread?.quantiles[0] ?? 0,
      maxNanoUsd: spread?.max ?? 0,
    }
  })
}
