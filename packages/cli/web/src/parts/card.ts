import { type Child, element } from '../dom/element.ts'

/** A framed part of the page, with its title and what belongs beside it. */
export function card(title: string, beside: readonly Child[], ...content: readonly Child[]): HTMLElement {
  return element(
    'section',
    { class: 'card', attributes: { 'aria-label': title } },
    element('header', { class: 'card-head' }, element('h2', {}, title), ...beside),
    ...content,
  )
}

/** What a part says that has nothing to show, and how it gets something. */
export function emptyNote(title: string, text: string): HTMLElement {
  return element('div', { class: 'empty' }, element('strong', {}, title), element('p', {}, text))
}
