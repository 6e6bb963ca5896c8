import { LEDGER_DIMENSIONS, type SourceKnowledge, type SpendSum } from '../../ledger/ledger.ts'
import { NO_SPEND } from '../../ledger/spend-sum.ts'

/** What a source cannot tell, by the names that it has in a ledger; nothing for one that knows everything. */
export function notKnown(knows: SourceKnowledge | undefined): readonly string[] {
  if (knows === undefined) return []
  const sums = Object.keys(NO_SPEND) as (keyof SpendSum)[]
  return [
    ...LEDGER_DIMENSIONS.filter((dimension) => !knows.dimensions.has(dimension)),
    ...sums.filter((sum) => !knows.sums.has(sum)),
    ...(knows.hasCalls ? [] : ['single calls', 'percentiles']),
  ]
}
