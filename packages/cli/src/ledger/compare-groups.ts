import type { GroupKey, LedgerDimension, SpendGroup } from './ledger.ts'

/** Dearest first; equal costs by calls, then by name, so that an answer about the same calls always looks the same. */
export function dearestFirst(by: readonly LedgerDimension[]): (a: SpendGroup, b: SpendGroup) => number {
  const byName = compareKeys(by)
  return (a, b) => {
    if (a.nanoUsd !== b.nanoUsd) return a.nanoUsd < b.nanoUsd ? 1 : -1
    return b.calls - a.calls || byName(a.key, b.key)
  }
}

/** By the values in the order of the dimensions, code point by code point; what has none comes first. */
export function compareKeys(by: readonly LedgerDimension[]): (a: GroupKey, b: GroupKey) => number {
  return (a, b) => {
    for (const dimension of by) {
      const order = compareTexts(a[dimension], b[dimension])
      if (order !== 0) return order
    }
    return 0
  }
}

/** In the order of UTF-8, which is that of databases; JavaScript's `<` compares UTF-16 and differs beyond U+FFFF. */
function compareTexts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
