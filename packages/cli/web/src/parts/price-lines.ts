import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { CallExplanation } from '../../../src/dashboard/explain-call.ts'
import type { CallRecord } from '../../../src/ledger/call-record.ts'
import { type Child, element } from '../dom/element.ts'
import { money, ratePerMillion } from '../format/money.ts'
import { PART_WORDS } from '../format/names.ts'

type Explanation = AsJson<CallExplanation>

/** How a call came to its cost: quantity times rate, with the page that states the rate; else by what was paid for. */
export function priceLines(call: AsJson<CallRecord>, explanation: Explanation): HTMLElement {
  const total = call.nanoUsd ?? '0'
  const rows =
    explanation.lines.length > 0
      ? explanation.lines.map((line) =>
          tableRow(
            PART_WORDS[line.what] ?? line.what,
            (line.quantity ?? 0).toLocaleString('en-US'),
            `${ratePerMillion(line.ratePicoUsd)} / M`,
            line.picoUsd === undefined ? '' : exactly(line.picoUsd),
          ),
        )
      : explanation.parts.map(({ name, nanoUsd }) =>
          tableRow(PART_WORDS[name] ?? name, '', '', exactly(`${nanoUsd}000`)),
        )
  return element(
    'div',
    {},
    element(
      'table',
      { class: 'price' },
      element('tbody', {}, ...rows),
      element(
        'tfoot',
        {},
        tableRow('Total', '', '', call.nanoUsd === undefined ? 'not known' : exactly(`${total}000`)),
      ),
    ),
    element('p', { class: 'fine' }, ...notes(call, explanation)),
  )
}

function tableRow(what: string, quantity: string, rate: string, amount: string): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { attributes: { scope: 'row' } }, what),
    element('td', { class: 'is-number' }, quantity),
    element('td', { class: 'is-number is-faint' }, rate === '' ? '' : `× ${rate}`),
    element('td', { class: 'is-number' }, amount),
  )
}

/** Pico-USD to the last digit that is not 0, and to six decimals at least. */
function exactly(picoUsd: string): string {
  const digits = picoUsd.padStart(13, '0')
  const fraction = digits.slice(-12).replace(/0{1,6}$/, '')
  return `$${BigInt(digits.slice(0, -12)).toLocaleString('en-US')}.${fraction}`
}

function notes(call: AsJson<CallRecord>, { why, priceVersion, origins }: Explanation): readonly Child[] {
  const data = priceVersion === undefined ? '' : `Price data: ${priceVersion}. `
  if (why === 'no price')
    return [`${data}${call.unpricedReason ?? call.status}: there is no price for this call.${atRisk(call)}`]
  if (why === 'free') return [`${data}This call cost nothing.`]
  if (why === 'priced otherwise') {
    return [
      `${data}The rates behind it are not shown: it was priced by own prices, a discount, the provider's own figure, or by amounts that the ledger does not keep.`,
    ]
  }
  const pages = [...new Map(origins.map((origin) => [origin.url, origin])).values()]
  return [
    data,
    ...pages.flatMap(({ url, checked }, index) => [
      index === 0 ? 'Stated at ' : ', ',
      element('a', { attributes: { href: safeHref(url), rel: 'noreferrer noopener', target: '_blank' } }, url),
      ` (read ${checked})`,
    ]),
  ]
}

function atRisk({ atRiskNanoUsd }: AsJson<CallRecord>): string {
  return BigInt(atRiskNanoUsd) > 0n ? ` It may have cost up to ${money(atRiskNanoUsd)}.` : ''
}

/** Own price files may name any page, and a link must not run anything. */
function safeHref(url: string): string | undefined {
  return /^https?:\/\//.test(url) ? url : undefined
}
