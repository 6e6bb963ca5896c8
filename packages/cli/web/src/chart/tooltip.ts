import type uPlot from 'uplot'
import { type Child, element } from '../dom/element.ts'

/** A note beside the cursor of a chart; what it says is read out as well. */
export function tooltip(describe: (index: number) => readonly Child[]): uPlot.Plugin {
  const note = element('div', { class: 'tooltip', attributes: { 'aria-live': 'polite', hidden: true } })
  return {
    hooks: {
      init: (plot) => plot.over.append(note),
      setCursor(plot) {
        const { idx, left = -1 } = plot.cursor
        note.hidden = idx === null || idx === undefined || left < 0
        if (note.hidden || idx === null || idx === undefined) return
        note.replaceChildren(...describe(idx).filter((child) => child !== undefined))
        const isRight = left > plot.over.clientWidth / 2
        note.style.setProperty('--x', `${left}px`)
        note.classList.toggle('is-left', isRight)
      },
    },
  }
}

/** A line of a note: what, with its colour, and how much. */
export function tooltipLine(colour: string | undefined, name: string, amount: string): HTMLElement {
  return element(
    'div',
    { class: 'tooltip-line' },
    element('span', {
      class: colour === undefined ? 'dot is-none' : 'dot',
      vars: { '--dot': colour ?? 'transparent' },
    }),
    element('span', { class: 'tooltip-name' }, name),
    element('span', { class: 'tooltip-amount' }, amount),
  )
}
