import type { CallRecord } from '../ledger/call-record.ts'
import type { LedgerReader, Selection } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'

const CALLS_A_PAGE = 20_000

/** The calls of a window, oldest first, a day and a page at a time, so that a ledger of any size fits into memory. */
export async function* ledgerCalls(
  ledger: LedgerReader,
  selection: Selection & { readonly fromMillis: number; readonly toMillis: number },
): AsyncGenerator<CallRecord> {
  const extent = await ledger.extent()
  if (extent === undefined) return
  const from = Math.max(selection.fromMillis, extent.rowsFromMillis, extent.firstMillis)
  const to = Math.min(selection.toMillis, extent.lastMillis + 1)
  for (let fromMillis = from; fromMillis < to; fromMillis += DAY_MILLIS) {
    const day = { ...selection, fromMillis, toMillis: Math.min(to, fromMillis + DAY_MILLIS) }
    for (let offset = 0; ; offset += CALLS_A_PAGE) {
      const calls = await ledger.rows({ ...day, order: 'oldest', limit: CALLS_A_PAGE, offset })
      yield* calls
      if (calls.length < CALLS_A_PAGE) break
    }
  }
}
