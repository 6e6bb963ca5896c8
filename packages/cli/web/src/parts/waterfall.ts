import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { TraceSpan } from '../../../src/dashboard/call-view.ts'
import { element } from '../dom/element.ts'
import { money } from '../format/money.ts'
import { duration } from '../format/time.ts'

type Span = AsJson<TraceSpan>

/** A trace over time: a bar for each span, below the one that it is in. Calls can be opened. */
export function waterfall(trace: readonly Span[], shown: string, onSpan: (spanId: string) => void): HTMLElement {
  const end = Math.max(...trace.map(({ startMillis, durationMillis }) => startMillis + durationMillis), 0.001)
  return element('ol', { class: 'waterfall' }, ...trace.map((span) => row(span, end, shown, onSpan)))
}

function row(span: Span, end: number, shown: string, onSpan: (spanId: string) => void): HTMLElement {
  const classes = [
    'span-row',
    span.isCall ? 'is-call' : '',
    span.spanId === shown ? 'is-shown' : '',
    span.errorType === undefined ? '' : 'is-error',
  ]
  const vars = {
    '--depth': `${Math.min(span.depth, 12)}`,
    '--start': `${(span.startMillis / end) * 100}%`,
    '--length': `${Math.max(0.4, (span.durationMillis / end) * 100)}%`,
  }
  const content = [
    element('span', { class: 'span-name', attributes: { title: span.name.slice(0, 300) } }, span.name),
    element('span', { class: 'span-track' }, element('span', { class: 'span-bar' })),
    element('span', { class: 'span-time' }, duration(span.durationMillis)),
    element('span', { class: 'span-cost' }, span.nanoUsd === undefined ? '' : money(span.nanoUsd)),
  ]
  const isLink = span.isCall && span.spanId !== shown
  const inside = isLink
    ? element(
        'button',
        { class: 'span-line', on: { click: () => onSpan(span.spanId) }, attributes: { type: 'button' } },
        ...content,
      )
    : element('div', { class: 'span-line' }, ...content)
  return element('li', { class: classes.join(' '), vars }, inside)
}
