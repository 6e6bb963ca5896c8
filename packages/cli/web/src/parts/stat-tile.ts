import { type Child, element } from '../dom/element.ts'

/** One figure with its name, and what puts it in proportion. */
export function statTile(name: string, figure: string, ...notes: readonly Child[]): HTMLElement {
  return element(
    'div',
    { class: 'stat' },
    element('dt', { class: 'stat-name' }, name),
    element('dd', { class: 'stat-figure' }, figure),
    element('dd', { class: 'stat-notes' }, ...notes),
  )
}

/** What a figure became since the window before; for spend, more is worse. */
export function trend(text: string | undefined): HTMLElement | undefined {
  if (text === undefined) return undefined
  const direction = text.startsWith('−') ? 'is-down' : 'is-up'
  return element('span', { class: `trend ${direction}` }, text)
}
