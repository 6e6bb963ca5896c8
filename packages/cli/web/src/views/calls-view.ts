import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { CallPage } from '../../../src/dashboard/calls.ts'
import type { CallRecord } from '../../../src/ledger/call-record.ts'
import { ask } from '../api/ask.ts'
import { element } from '../dom/element.ts'
import { show } from '../dom/show.ts'
import { card, emptyNote } from '../parts/card.ts'
import { callTable } from '../parts/call-table.ts'
import { segmented } from '../parts/segmented.ts'
import type { PageContext, View } from '../state/page-context.ts'

const PAGE = 50

/** Single calls, newest or dearest first. */
export function callsView(context: PageContext): View {
  const { state, selection, go } = context
  const body = element('div', { class: 'table-frame' })
  const order = segmented(
    'Order',
    [
      { value: 'newest', text: 'Newest' },
      { value: 'dearest', text: 'Dearest' },
      { value: 'oldest', text: 'Oldest' },
    ],
    state.order,
    (chosen) => go({ order: chosen }),
  )
  let limit = PAGE
  const view: View = {
    element: element('div', { class: 'stack' }, card('Calls', [order], body)),
    async refresh() {
      const page = await ask<CallPage>('calls', { ...selection(), order: state.order, limit })
      if (page.calls.length === 0)
        return show(body, emptyNote('No calls', 'None falls into this window with these filters.'))
      const open = ({ traceId, spanId }: AsJson<CallRecord>): void => go({ call: `${traceId}/${spanId}` })
      show(body, callTable(page.calls, open), page.hasMore && limit < MOST ? moreButton() : undefined)
    },
  }
  return view

  function moreButton(): HTMLElement {
    const more = (): void => {
      limit = Math.min(MOST, limit + PAGE)
      void view.refresh()
    }
    return element(
      'button',
      { class: 'more', on: { click: more }, attributes: { type: 'button', 'data-key': 'more' } },
      `Show ${PAGE} more`,
    )
  }
}

/** What a person can look through; filters find the rest. */
const MOST = 500
