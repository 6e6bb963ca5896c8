import type { CostEstimate } from '@costspan/guard'
import { type Cell, type Column, formatTable } from '../reports/format-table.ts'
import { formatUsd } from '../reports/format-usd.ts'
import type { Palette } from '../reports/palette.ts'

/** What a prompt would cost with one model. */
export interface ModelEstimate extends CostEstimate {
  readonly model: string
}

const TITLES = ['model', 'input', 'from', 'to', 'output', 'cost', 'from', 'to', 'how the tokens are known']
const COLUMNS: readonly Column[] = TITLES.map((_, index) => ({
  align: index === 0 || index === TITLES.length - 1 ? 'left' : 'right',
}))

/** A line for each model, in the order of the question. */
export function renderEstimates(estimates: readonly ModelEstimate[], palette: Palette): string {
  const header = TITLES.map((text): Cell => ({ text, style: palette.faint }))
  const table = formatTable(COLUMNS, [header, ...estimates.map(cells)])
  const uncounted = [...new Set(estimates.flatMap(({ input }) => input.uncounted))]
  const notes = uncounted.length === 0 ? [] : ['', `Not counted: ${uncounted.join(', ')}`]
  return `${[...table, ...notes].join('\n')}\n`
}

function cells({ model, input, outputTokens, ...cost }: ModelEstimate): readonly Cell[] {
  const isRange = input.low !== input.high
  const range = (value: number | undefined): string => (value === undefined || !isRange ? '' : whole(value))
  const amount = (nanoUsd: bigint | undefined): string => (nanoUsd === undefined ? '' : formatUsd(nanoUsd, 6))
  return [
    model,
    whole(input.tokens),
    range(input.low),
    range(input.high),
    whole(outputTokens),
    cost.nanoUsd === undefined ? `no price: ${cost.unpricedReason ?? ''}` : amount(cost.nanoUsd),
    isRange ? amount(cost.lowNanoUsd) : '',
    isRange ? amount(cost.highNanoUsd) : '',
    known(input),
  ].map((text) => ({ text }))
}

function known({ vocabulary, errorPercent }: CostEstimate['input']): string {
  if (errorPercent === 0) return 'counted'
  const name = vocabulary === 'unknown' ? 'as those of OpenAI' : `estimated for ${vocabulary}`
  return errorPercent === undefined ? `${name}, error unknown` : `${name}, measured within ${errorPercent} %`
}

/** All digits: a rounded count would hide how close two models are. */
function whole(count: number): string {
  return count.toLocaleString('en-US')
}
