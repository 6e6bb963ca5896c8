import { LEDGER_DIMENSIONS } from '../../../src/ledger/ledger.ts'
import { element } from '../dom/element.ts'
import { UNATTRIBUTED } from '../format/names.ts'
import type { PageContext } from '../state/page-context.ts'

/** The filters that hold, and a field for another one. */
export function filterBar({ state, toggle }: PageContext): HTMLElement {
  const options = LEDGER_DIMENSIONS.map((dimension) => element('option', { attributes: { value: `${dimension}:` } }))
  const input = element('input', {
    class: 'filter-input',
    attributes: {
      type: 'text',
      list: 'dimensions',
      placeholder: 'Filter, such as user:u-42 or status:unpriced',
      'aria-label': 'Filter by dimension:value',
      autocomplete: 'off',
      spellcheck: 'false',
      'data-key': 'filter',
    },
  })
  const submit = (event: Event): void => {
    event.preventDefault()
    const problem = problemOf(input.value.trim())
    input.setCustomValidity(problem)
    if (problem === '') toggle(input.value.trim())
    else input.reportValidity()
  }
  input.addEventListener('input', () => input.setCustomValidity(''))
  return element(
    'form',
    { class: 'filters', on: { submit }, attributes: { role: 'search', novalidate: true } },
    ...state.where.map((filter) => chip(filter, () => toggle(filter))),
    input,
    element('datalist', { attributes: { id: 'dimensions' } }, ...options),
    element('kbd', { attributes: { 'aria-hidden': 'true' } }, '/'),
  )
}

function chip(filter: string, onRemove: () => void): HTMLElement {
  const [dimension = '', ...value] = filter.split(':')
  const text = filter.includes(':') ? value.join(':') : UNATTRIBUTED
  return element(
    'button',
    {
      class: 'chip',
      on: { click: onRemove },
      attributes: { type: 'button', 'aria-label': `Remove the filter ${filter}`, 'data-key': `chip ${filter}` },
    },
    element('span', { class: 'chip-dimension' }, dimension),
    element('span', { class: 'chip-value' }, text),
    element('span', { attributes: { 'aria-hidden': 'true' } }, '×'),
  )
}

function problemOf(text: string): string {
  const dimension = text.split(':', 1)[0] ?? ''
  if (LEDGER_DIMENSIONS.some((each) => each === dimension)) return ''
  return `Write dimension:value, with one of ${LEDGER_DIMENSIONS.join(', ')}`
}
