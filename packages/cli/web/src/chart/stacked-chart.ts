import uPlot from 'uplot'
import type { AsJson } from '../../../src/dashboard/as-json.ts'
import type { SpendSeries } from '../../../src/dashboard/spend-series.ts'
import { element } from '../dom/element.ts'
import { themeColour } from '../dom/theme-colour.ts'
import { money, toUsd } from '../format/money.ts'
import { nameOf } from '../format/names.ts'
import { day, dayAndHour } from '../format/time.ts'
import { type PlotFrame, plotFrame, quietAxes } from './plot-frame.ts'
import { stackColour } from './stack-colours.ts'
import { tooltip, tooltipLine } from './tooltip.ts'

/** Spend over time as stacked bars. */
export interface StackedChart {
  readonly element: HTMLElement
  draw(series: AsJson<SpendSeries>, by: string): void
}

export function stackedChart(): StackedChart {
  const frame: PlotFrame = plotFrame(280, 'Spend over time. Arrow keys read it step by step.')
  return {
    element: frame.element,
    draw: (series, by) => frame.draw(() => ({ options: optionsOf(series, by), data: dataOf(series) })),
  }
}

/** uPlot draws later series over earlier ones: the sum of all stacks comes first, the first stack alone last. */
function dataOf({ atMillis, stacks }: AsJson<SpendSeries>): uPlot.AlignedData {
  const sums: number[][] = []
  let below = atMillis.map(() => 0)
  for (const { nanoUsd } of stacks) {
    below = below.map((sum, index) => sum + toUsd(nanoUsd[index] ?? '0'))
    sums.unshift(below)
  }
  return [atMillis.map((at) => at / 1_000), ...sums]
}

function optionsOf(series: AsJson<SpendSeries>, by: string): Omit<uPlot.Options, 'width' | 'height'> {
  const { atMillis, stacks, stepMillis } = series
  const first = (atMillis[0] ?? 0) / 1_000
  const end = (atMillis.at(-1) ?? 0) / 1_000 + stepMillis / 1_000
  const bars = uPlot.paths.bars?.({ size: [0.78, 44], align: 1, gap: 0 })
  const colours = stacks.map(({ isOthers }, rank) => themeColour(isOthers ? '--series-others' : stackColour(rank)))
  return {
    axes: quietAxes(),
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: () => [first, end] },
      y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] },
    },
    series: [
      {},
      ...colours
        .toReversed()
        .map((fill) => ({ fill, stroke: fill, width: 0, points: { show: false }, ...(bars && { paths: bars }) })),
    ],
    plugins: [tooltip((index) => describe(series, by, colours, index))],
  }
}

function describe(
  { atMillis, stacks, stepMillis }: AsJson<SpendSeries>,
  by: string,
  colours: readonly string[],
  index: number,
): readonly HTMLElement[] {
  const at = atMillis[index] ?? 0
  const amounts = stacks.map(({ nanoUsd }) => BigInt(nanoUsd[index] ?? '0'))
  const total = amounts.reduce((sum, amount) => sum + amount, 0n)
  const lines = stacks.map(({ name, isOthers }, rank) => ({
    name: isOthers ? 'all others' : nameOf(by, name),
    amount: amounts[rank] ?? 0n,
    colour: colours[rank],
  }))
  return [
    element('div', { class: 'tooltip-title' }, stepMillis >= DAY_MILLIS ? day(at) : dayAndHour(at)),
    ...lines
      .filter(({ amount }) => amount > 0n)
      .map(({ colour, name, amount }) => tooltipLine(colour, name, money(amount, total))),
    tooltipLine(undefined, 'total', money(total)),
  ]
}

const DAY_MILLIS = 86_400_000
