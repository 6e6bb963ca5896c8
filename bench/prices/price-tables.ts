import { markdownTable } from '../report/markdown-table.ts'
import type { StepFigures } from './measure-all.ts'

/** Nanoseconds of looking up a price and applying it. */
export function priceTable(figures: readonly StepFigures[]): string {
  return stepTable('Price lookup and cost of one call, nanoseconds (mitata)', figures)
}

/** Nanoseconds of a span from start to end, with and without our processor. */
export function spanTable(figures: readonly StepFigures[]): string {
  return stepTable('Spans of other tools, nanoseconds from start to end (mitata)', figures)
}

function stepTable(title: string, figures: readonly StepFigures[]): string {
  const rows = figures.map(({ title: step, median, min, max }) => [
    step,
    `${median.toFixed(0)} (${min.toFixed(0)}..${max.toFixed(0)})`,
    Math.round(1e9 / median).toLocaleString('en'),
  ])
  return [`### ${title}\n`, markdownTable(['step', 'median (min..max of 3 runs)', 'a second'], rows)].join('\n')
}
