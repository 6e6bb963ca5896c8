import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { CallView } from '../../../src/dashboard/call-view.ts'
import { ask } from '../api/ask.ts'
import { element } from '../dom/element.ts'
import { money } from '../format/money.ts'
import { instant, nanoToMillis } from '../format/time.ts'
import { callFacts } from '../parts/call-facts.ts'
import { emptyNote } from '../parts/card.ts'
import { priceLines } from '../parts/price-lines.ts'
import { statusBadge } from '../parts/status-badge.ts'
import { waterfall } from '../parts/waterfall.ts'
import type { PageContext } from '../state/page-context.ts'

/** One call in a dialog: what it cost and why, and what it was a part of. Escape closes it. */
export async function openCallPanel({ state, go }: PageContext): Promise<HTMLDialogElement> {
  const [trace = '', span = ''] = (state.call ?? '').split('/')
  const close = (): void => go({ call: undefined })
  const content = await ask<CallView>('call', { trace, span }).then(
    (view) => contentOf(view, (spanId) => go({ call: `${trace}/${spanId}` })),
    (error: unknown) => [emptyNote('This call is not here', error instanceof Error ? error.message : String(error))],
  )
  const dialog = element(
    'dialog',
    {
      class: 'panel',
      attributes: { 'aria-label': 'One call' },
      on: { cancel: (event) => (event.preventDefault(), close()) },
    },
    element(
      'button',
      { class: 'panel-close', on: { click: close }, attributes: { type: 'button', 'aria-label': 'Close' } },
      '×',
    ),
    ...content,
  )
  // A click beside the panel falls on the dialog itself, whose backdrop it is.
  dialog.addEventListener('click', (event) => event.target === dialog && close())
  return dialog
}

function contentOf({ call, explanation, trace }: AsJson<CallView>, onSpan: (spanId: string) => void): HTMLElement[] {
  return [
    element(
      'header',
      // The dialog would give the focus to its first button, which is not what is looked at first.
      { class: 'panel-head', attributes: { tabindex: -1, autofocus: true } },
      element('p', { class: 'panel-time' }, instant(nanoToMillis(call.startUnixNano))),
      element('h2', {}, [call.operation, call.responseModel ?? call.requestModel].filter(Boolean).join(' · ')),
      element(
        'p',
        { class: 'panel-cost' },
        element('strong', {}, call.nanoUsd === undefined ? 'cost not known' : money(call.nanoUsd)),
        statusBadge(call),
      ),
      call.errorType === undefined ? undefined : element('p', { class: 'panel-error' }, call.errorType),
    ),
    element('section', {}, element('h3', {}, 'Price, line by line'), priceLines(call, explanation)),
    element('section', {}, element('h3', {}, 'Trace'), waterfall(trace, call.spanId, onSpan)),
    element('section', {}, element('h3', {}, 'Call'), callFacts(call)),
  ]
}
