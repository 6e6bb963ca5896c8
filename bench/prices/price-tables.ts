import { markdownTable } from '../report/markdown-table.ts'
import type { StepFigures } from './measure-all.ts'
import type { PriceAnswer, PriceFigures } from './measure-prices.ts'
import type { SpanFigures } from './measure-spans.ts'

/** Nanoseconds of looking up a price and applying it, and what comes of it. */
export function priceTable({ steps, answers }: PriceFigures): string {
  return [stepTable('Price lookup and cost of one call, nanoseconds (mitata)', steps), answerTable(answers)].join(
    '\n\n',
  )
}

/** Nanoseconds of a span from start to end, with and without our processor. */
export function spanTable(figures: readonly SpanFigures[]): string {
  const rows = figures.map(({ title, nanos }) => [
    title,
    `${nanos.median.toFixed(0)} ±${nanos.standardError.toFixed(0)}`,
    nanos.lowerDecile.toFixed(0),
    Math.round(1e9 / nanos.median).toLocaleString('en'),
  ])
  return [
    '### Spans of other tools, nanoseconds from start to end\n',
    markdownTable(['span', 'median', 'fastest tenth', 'a second'], rows),
  ].join('\n')
}

function stepTable(title: string, figures: readonly StepFigures[]): string {
  const rows = figures.map(({ title: step, median, min, max }) => [
    step,
    `${median.toFixed(0)} (${min.toFixed(0)}..${max.toFixed(0)})`,
    Math.round(1e9 / median).toLocaleString('en'),
  ])
  return [`### ${title}\n`, markdownTable(['step', 'median (min..max of 3 runs)', 'a second'], rows)].join('\n')
}

function answerTable(answers: readonly PriceAnswer[]): string {
  const names = answers[0]?.tools.map(({ name }) => name) ?? []
  const rows = answers.map(({ title, dueUsd, tools }) => [
    title,
    usdText(dueUsd),
    ...tools.map(({ usd }) => (isWrong(usd, dueUsd) ? `${usdText(usd)} (wrong)` : usdText(usd))),
  ])
  const title = '### What they say the call costs, USD: 1,042 tokens of input, 512 of them cached, and 317 of output\n'
  return [title, markdownTable(['model', 'due, by hand', ...names], rows)].join('\n')
}

function usdText(usd: number | undefined): string {
  return usd === undefined ? 'no price' : usd.toFixed(7)
}

/** By more than a nano-dollar: others calculate in doubles. To know no price is not to know a wrong one. */
function isWrong(usd: number | undefined, dueUsd: number | undefined): boolean {
  return usd !== undefined && (dueUsd === undefined || Math.abs(usd - dueUsd) > 1e-9)
}
