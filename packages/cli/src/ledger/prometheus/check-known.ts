import { LedgerError } from '../ledger-error.ts'
import type { LedgerDimension, Selection, SourceKnowledge } from '../ledger.ts'

/** Refuses a question about what a source does not know. */
export function checkKnown(
  { source, dimensions }: SourceKnowledge,
  { by = [], where = {} }: Selection & { readonly by?: readonly LedgerDimension[] },
): void {
  const asked = [...by, ...(Object.keys(where) as LedgerDimension[])]
  const unknown = asked.find((dimension) => !dimensions.has(dimension))
  if (unknown === undefined) return
  throw new LedgerError(
    `${source} does not know the ${unknown} of a call, only ${[...dimensions].join(', ')}: ask a ledger's file or ClickHouse`,
  )
}
