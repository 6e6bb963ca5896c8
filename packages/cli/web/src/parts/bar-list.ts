import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { BreakdownRow } from '../../../src/dashboard/breakdown.ts'
import { element } from '../dom/element.ts'
import { money } from '../format/money.ts'
import { nameOf } from '../format/names.ts'
import { change, share } from '../format/share.ts'
import { stackColour } from '../chart/stack-colours.ts'
import { trend } from './stat-tile.ts'

/** How a breakdown is drawn. */
export interface BarListOptions {
  readonly by: string
  /** What all names cost, those that are not listed too. */
  readonly total: bigint
  /** Whether rows have the colours of the chart above, which shows the same breakdown. */
  readonly isCharted: boolean
  /** What to do with a row that is chosen; absent where it cannot be filtered by. */
  readonly onChoose?: (name: string | undefined) => void
}

/** The dearest names of a dimension: a bar, an amount, a share and a change each. */
export function barList(rows: readonly AsJson<BreakdownRow>[], options: BarListOptions): HTMLElement {
  const { total } = options
  const largest = rows[0]?.nanoUsd ?? '0'
  const others = rows.reduce((left, { nanoUsd }) => left - BigInt(nanoUsd), total)
  const hasBefore = rows.some(({ beforeNanoUsd }) => beforeNanoUsd !== '0')
  return element(
    'ol',
    { class: 'bars' },
    ...rows.map((row, rank) => bar(row, rank, { ...options, largest, hasBefore })),
    others > 0n ? element('li', { class: 'bar is-others' }, label('all others', others, total, undefined)) : undefined,
  )
}

interface Scale extends BarListOptions {
  readonly largest: string
  /** Whether any of the names was there in the window before; otherwise none is worth calling new. */
  readonly hasBefore: boolean
}

function bar(
  row: AsJson<BreakdownRow>,
  rank: number,
  { by, isCharted, onChoose, total, largest, hasBefore }: Scale,
): HTMLElement {
  const name = nameOf(by, row.name)
  const vars = {
    '--share': `${Number(largest) === 0 ? 0 : Number(row.nanoUsd) / Number(largest)}`,
    '--bar': `var(${isCharted ? stackColour(rank) : '--bar-plain'})`,
  }
  const content = label(name, BigInt(row.nanoUsd), total, changeOf(row, hasBefore))
  if (onChoose === undefined) return element('li', { class: 'bar', vars }, content)
  const button = element(
    'button',
    {
      on: { click: () => onChoose(row.name) },
      attributes: { type: 'button', title: `Show ${name} only`, 'data-key': `${by} ${name}` },
    },
    content,
  )
  return element('li', { class: 'bar', vars }, button)
}

function changeOf({ nanoUsd, beforeNanoUsd }: AsJson<BreakdownRow>, hasBefore: boolean): string | undefined {
  return hasBefore && beforeNanoUsd === '0' && nanoUsd !== '0' ? 'new' : change(nanoUsd, beforeNanoUsd)
}

function label(name: string, nanoUsd: bigint, total: bigint, changed: string | undefined): HTMLElement {
  return element(
    'span',
    { class: 'bar-label' },
    element('span', { class: 'bar-name', attributes: { title: name.slice(0, 300) } }, name),
    element('span', { class: 'bar-change' }, trend(changed)),
    element('span', { class: 'bar-share' }, share(nanoUsd, total)),
    element('span', { class: 'bar-amount' }, money(nanoUsd, total)),
  )
}
