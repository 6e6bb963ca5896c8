import type { GroupKey, LedgerDimension } from '../ledger.ts'
import { type LedgerRow, rowReader } from './row-reader.ts'

/** The dimensions of a group as columns before others: `"feature", "user",`. */
export function keyColumns(by: readonly LedgerDimension[]): string {
  return by.map((dimension) => `"${dimension}",`).join(' ')
}

/** What such columns hold. */
export function keyOfRow(row: LedgerRow, by: readonly LedgerDimension[]): GroupKey {
  const { text } = rowReader(row)
  return Object.fromEntries(
    by.flatMap((dimension) => {
      const value = text(dimension)
      return value === undefined ? [] : [[dimension, value]]
    }),
  )
}
