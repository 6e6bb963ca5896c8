import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { Finding } from '../../../src/reports/findings/finding.ts'
import { element } from '../dom/element.ts'
import { figure } from '../format/money.ts'

/** A finding in words: what it is about, what was seen, what to do, and what that would have saved in this window. */
export function findingItem({ subject, evidence, advice, savedNanoUsd, assumption }: AsJson<Finding>): HTMLElement {
  const saved = BigInt(savedNanoUsd)
  return element(
    'li',
    { class: 'finding' },
    element('strong', { class: 'finding-saving' }, saved > 0n ? figure(saved) : 'no saving'),
    element(
      'div',
      {},
      element('p', {}, element('strong', {}, subject), `: ${evidence}`),
      element('p', { class: 'finding-more' }, `${advice}, if ${assumption}`),
    ),
  )
}
