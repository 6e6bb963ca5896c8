import type { CallRecord } from '../call-record.ts'
import { dimensionValue } from '../dimension-value.ts'
import { LEDGER_DIMENSIONS, type Selection } from '../ledger.ts'
import { startMillis } from '../time-step.ts'

/** The calls of a selection, in the order in which they came. */
export function selectCalls(calls: Iterable<CallRecord>, selection: Selection): readonly CallRecord[] {
  const { fromMillis = -Infinity, toMillis = Infinity, where = {} } = selection
  const filters = LEDGER_DIMENSIONS.flatMap((dimension) => {
    const wanted = where[dimension]
    return wanted === undefined ? [] : [{ dimension, wanted: new Set(wanted) }]
  })
  return [...calls].filter((call) => {
    const at = startMillis(call)
    if (at < fromMillis || at >= toMillis) return false
    return filters.every(({ dimension, wanted }) => wanted.has(dimensionValue(call, dimension)))
  })
}
