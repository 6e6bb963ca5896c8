import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { ExplainedAnomaly } from '../../../src/anomalies/find-anomalies.ts'
import { type Child, element } from '../dom/element.ts'
import { figure } from '../format/money.ts'
import { UNATTRIBUTED } from '../format/names.ts'
import { share } from '../format/share.ts'
import { dayAndHour } from '../format/time.ts'

type Anomaly = AsJson<ExplainedAnomaly>

/** An anomaly in words: when, how much against how much, and who made the difference. */
export function anomalyItem(anomaly: Anomaly, onFilter: (filter: string) => void): HTMLElement {
  const { kind, fromMillis, toMillis, isOpen, nanoUsd, expectedNanoUsd, explanation } = anomaly
  const end = isOpen ? 'still going on' : `until ${dayAndHour(toMillis)}`
  const expected = expectedNanoUsd === undefined ? '' : `, ${figure(expectedNanoUsd)} was usual`
  return element(
    'li',
    { class: `anomaly is-${kind}` },
    element(
      'div',
      { class: 'anomaly-head' },
      element('span', { class: `badge is-${kind}` }, KIND_WORDS[kind]),
      element('strong', {}, `${dayAndHour(fromMillis)}, ${end}`),
    ),
    element('p', { class: 'anomaly-cost' }, element('strong', {}, figure(nanoUsd)), expected),
    element(
      'ul',
      { class: 'causes' },
      ...(['feature', 'user', 'model'] as const).flatMap((dimension) =>
        explanation.by[dimension]
          .filter((each) => each.share >= LEAST_SHARE)
          .slice(0, 1)
          .map((each) => cause(dimension, each, onFilter)),
      ),
    ),
  )
}

const KIND_WORDS = { rise: 'Rise', drop: 'Drop', unpriced: 'No price' } as const

/** Below that, a name is not what an anomaly is about. */
const LEAST_SHARE = 0.2

type Cause = Anomaly['explanation']['by']['user'][number]

function cause(
  dimension: string,
  { name, share: part, isNew, nanoUsd }: Cause,
  onFilter: (filter: string) => void,
): HTMLElement {
  const filter = name === undefined ? dimension : `${dimension}:${name}`
  const words: Child[] = [
    element('span', { class: 'cause-dimension' }, dimension),
    element(
      'button',
      {
        class: 'link',
        on: { click: () => onFilter(filter) },
        attributes: { type: 'button', title: 'Show these calls only', 'data-key': filter },
      },
      name ?? UNATTRIBUTED,
    ),
    ` spent ${figure(BigInt(Math.round(nanoUsd)))}, ${share(Math.min(part, 1), 1)} of the difference${isNew ? ', and is new' : ''}`,
  ]
  return element('li', {}, ...words)
}
