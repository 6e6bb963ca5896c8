import type uPlot from 'uplot'
import type { Child } from '../dom/element.ts'
import { themeColour } from '../dom/theme-colour.ts'
import { type PlotFrame, plotFrame, quietAxes } from './plot-frame.ts'
import { tooltip } from './tooltip.ts'

/** A line over time, in dollars; `undefined` where it is not drawn. */
export interface Line {
  readonly usd: readonly (number | undefined)[]
  readonly colour: string
  readonly isDashed?: boolean
  /** Whether the space below is tinted. */
  readonly isArea?: boolean
}

export interface LineData {
  readonly atMillis: readonly number[]
  readonly lines: readonly Line[]
  /** Two lines, by index, whose space between is tinted. */
  readonly band?: { readonly upper: number; readonly lower: number; readonly colour: string }
  readonly describe: (index: number) => readonly Child[]
}

export interface LineChart {
  readonly element: HTMLElement
  draw(data: LineData): void
}

export function lineChart(heightPixels: number, label: string): LineChart {
  const frame: PlotFrame = plotFrame(heightPixels, label)
  return {
    element: frame.element,
    draw: (data) =>
      frame.draw(() => ({
        options: optionsOf(data),
        data: [data.atMillis.map((at) => at / 1_000), ...data.lines.map(({ usd }) => usd.map((each) => each ?? null))],
      })),
  }
}

function optionsOf({ lines, band, describe }: LineData): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    axes: quietAxes(),
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { y: { range: (_, least, most) => [Math.min(0, least), most > 0 ? most * 1.08 : 1] } },
    ...(band !== undefined && {
      bands: [
        { series: [band.upper + 1, band.lower + 1] as [number, number], fill: tint(themeColour(band.colour), 0.16) },
      ],
    }),
    series: [
      {},
      ...lines.map(({ colour, isDashed = false, isArea = false }) => {
        const stroke = themeColour(colour)
        return {
          stroke,
          width: isDashed ? 1.5 : 2.25,
          spanGaps: true,
          points: { show: false },
          ...(isDashed && { dash: [5, 5] }),
          ...(isArea && { fill: tint(stroke, 0.13) }),
        }
      }),
    ],
    plugins: [tooltip(describe)],
  }
}

function tint(colour: string, alpha: number): string {
  return `color-mix(in srgb, ${colour} ${alpha * 100}%, transparent)`
}
