import uPlot from 'uplot'
import { element } from '../dom/element.ts'
import { themeColour } from '../dom/theme-colour.ts'
import { tickText } from '../format/time.ts'
import { shortMoney } from '../format/money.ts'

/** A place for a chart, which is drawn again when its width or the theme changes. */
export interface PlotFrame {
  readonly element: HTMLElement
  draw(make: MakePlot): void
}

/** What uPlot needs beyond its size. */
export type MakePlot = () => {
  readonly options: Omit<uPlot.Options, 'width' | 'height'>
  readonly data: uPlot.AlignedData
}

export function plotFrame(heightPixels: number, label: string): PlotFrame {
  const frame = element('div', {
    class: 'plot',
    vars: { '--plot-height': `${heightPixels}px` },
    attributes: { role: 'group', 'aria-label': label, tabindex: 0, 'data-key': `plot ${label}` },
  })
  let plot: uPlot | undefined
  let make: MakePlot | undefined
  const redraw = (): void => {
    plot?.destroy()
    plot = undefined
    if (make === undefined || frame.clientWidth === 0) return
    const { options, data } = make()
    plot = new uPlot({ ...options, width: frame.clientWidth, height: heightPixels }, data, frame)
  }
  new ResizeObserver(() => {
    if (plot === undefined) redraw()
    else if (plot.width !== frame.clientWidth) plot.setSize({ width: frame.clientWidth, height: heightPixels })
  }).observe(frame)
  document.addEventListener('themechange', redraw)
  frame.addEventListener('keydown', (event) => plot !== undefined && step(plot, event))
  frame.addEventListener('blur', () => plot?.setCursor({ left: -10, top: -10 }))
  return {
    element: frame,
    draw(next) {
      make = next
      redraw()
    },
  }
}

/** Arrow keys move the cursor from step to step, so that a reader without a mouse hears the amounts too. */
function step(plot: uPlot, event: KeyboardEvent): void {
  const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (direction === 0) return
  event.preventDefault()
  const times = plot.data[0]
  const last = times.length - 1
  const from = plot.cursor.idx ?? (direction > 0 ? -1 : last + 1)
  const index = Math.min(last, Math.max(0, from + direction))
  const start = times[index] ?? 0
  const end = times[index + 1] ?? start
  plot.setCursor({ left: plot.valToPos(start + (end - start) * 0.1, 'x') + 1, top: 10 })
}

/** Axes that stay in the background: hairlines, small figures. */
export function quietAxes(): uPlot.Axis[] {
  const stroke = themeColour('--faint')
  const font = '11px Inter, system-ui, sans-serif'
  const grid = { stroke: themeColour('--line'), width: 1 }
  return [
    {
      stroke,
      font,
      grid: { show: false },
      ticks: { show: false },
      space: 64,
      gap: 8,
      size: 28,
      values: (_, ticks, __, ___, stepSeconds) => ticks.map((seconds) => tickText(seconds * 1_000, stepSeconds)),
    },
    {
      stroke,
      font,
      grid,
      ticks: { show: false },
      size: 56,
      gap: 8,
      space: 42,
      values: (_, ticks) => ticks.map((usd) => shortMoney(usd)),
    },
  ]
}
