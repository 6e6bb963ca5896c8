import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { CallRecord } from '../../../src/ledger/call-record.ts'
import { element } from '../dom/element.ts'

/** How well the cost of a call is known, and what happened to it beyond that. */
export function statusBadge(
  call: Pick<AsJson<CallRecord>, 'status' | 'errorType' | 'attemptIndex' | 'cacheResult'>,
): HTMLElement {
  const notes = [
    call.status,
    call.errorType === undefined || call.status === 'failed' ? undefined : 'error',
    call.attemptIndex > 0 ? 'retried' : undefined,
    call.cacheResult === 'exact' || call.cacheResult === 'semantic' ? 'cached' : undefined,
  ]
  return element(
    'span',
    { class: 'badges' },
    ...notes.map((note) => (note === undefined ? undefined : element('span', { class: `badge is-${note}` }, note))),
  )
}
