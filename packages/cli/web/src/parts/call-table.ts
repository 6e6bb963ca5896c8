import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { CallRecord } from '../../../src/ledger/call-record.ts'
import { formatCount } from '../../../src/reports/format-count.ts'
import { element } from '../dom/element.ts'
import { money } from '../format/money.ts'
import { UNATTRIBUTED } from '../format/names.ts'
import { duration, instant, nanoToMillis } from '../format/time.ts'
import { statusBadge } from './status-badge.ts'

type Call = AsJson<CallRecord>

/** A table of calls. A row opens its call: with a click, or with Enter; up and down go from row to row. */
export function callTable(calls: readonly Call[], onOpen: (call: Call) => void): HTMLElement {
  const largest = calls.reduce((most, { nanoUsd = '0' }) => (BigInt(nanoUsd) > most ? BigInt(nanoUsd) : most), 0n)
  return element(
    'table',
    { class: 'calls', on: { keydown: (event) => moveFocus(event as KeyboardEvent) } },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...HEADINGS.map(([text, className]) => element('th', { class: className, attributes: { scope: 'col' } }, text)),
      ),
    ),
    element('tbody', {}, ...calls.map((call) => row(call, largest, onOpen))),
  )
}

const HEADINGS = [
  ['Time', ''],
  ['Feature', ''],
  ['User', ''],
  ['Model', ''],
  ['In', 'is-number'],
  ['Out', 'is-number'],
  ['Took', 'is-number'],
  ['Status', ''],
  ['Cost', 'is-number'],
] as const

function row(call: Call, largest: bigint, onOpen: (call: Call) => void): HTMLElement {
  const { tokens, feature, user, responseModel, requestModel, nanoUsd } = call
  const time = element(
    'button',
    { class: 'row-button', attributes: { type: 'button', 'data-key': `${call.traceId}/${call.spanId}` } },
    instant(nanoToMillis(call.startUnixNano)),
  )
  return element(
    'tr',
    { on: { click: () => onOpen(call) } },
    element('td', { class: 'is-time' }, time),
    name(feature),
    name(user),
    name(responseModel ?? requestModel),
    number(formatCount(tokens.input)),
    number(formatCount(tokens.output)),
    number(duration(call.durationMillis)),
    element('td', {}, statusBadge(call)),
    number(nanoUsd === undefined ? '–' : money(nanoUsd, largest)),
  )
}

function name(text: string | undefined): HTMLElement {
  const className = text === undefined ? 'is-name is-absent' : 'is-name'
  return element('td', { class: className, attributes: { title: text?.slice(0, 300) } }, text ?? UNATTRIBUTED)
}

function number(text: string): HTMLElement {
  return element('td', { class: 'is-number' }, text)
}

function moveFocus(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const from = (event.target as HTMLElement).closest('tr')
  const to = event.key === 'ArrowDown' ? from?.nextElementSibling : from?.previousElementSibling
  const button = to?.querySelector<HTMLElement>('.row-button')
  if (button == null) return
  event.preventDefault()
  button.focus()
}
