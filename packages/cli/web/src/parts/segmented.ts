import { element } from '../dom/element.ts'

/** A row of choices of which one holds. */
export function segmented<Choice extends string>(
  label: string,
  choices: readonly { readonly value: Choice; readonly text: string }[],
  chosen: Choice,
  onChoose: (choice: Choice) => void,
): HTMLElement {
  return element(
    'div',
    { class: 'segmented', attributes: { role: 'group', 'aria-label': label } },
    ...choices.map(({ value, text }) =>
      element(
        'button',
        {
          on: { click: () => onChoose(value) },
          attributes: {
            type: 'button',
            'aria-pressed': value === chosen ? 'true' : 'false',
            'data-key': `${label} ${value}`,
          },
        },
        text,
      ),
    ),
  )
}
