import { markdownTable } from '../report/markdown-table.ts'
import { type Spread, spreadOfProcesses } from '../report/statistics.ts'
import { variants } from '../variants/variants.ts'
import { addedMicros, bareMicros } from './added-micros.ts'
import type { CallFigures } from './measure-calls.ts'

/** Ours against what it is held to, as ratios of the time that is added to a chat call. */
export function targetTable(major: string, figures: readonly CallFigures[]): string {
  const bare = bareMicros(figures)
  const spread = (title: string): Spread | undefined => {
    const found = figures.find((each) => each.title === title)
    return found === undefined ? undefined : spreadOfProcesses(addedMicros(found, 'chat', bare))
  }
  const ours = spread(variants.costspan.title)
  const rows = TARGETS.flatMap(([title, target]) => {
    const theirs = spread(title)
    return ours === undefined || theirs === undefined
      ? []
      : [[`costspan / ${title}`, ratio(ours, theirs), (ours.lowerDecile / theirs.lowerDecile).toFixed(2), target]]
  })
  return [
    `### openai ${major}: ours against the others, time added to a chat call\n`,
    markdownTable(['ratio', 'of medians', 'of the fastest tenths', 'target'], rows),
  ].join('\n')
}

const TARGETS: readonly (readonly [title: string, target: string])[] = [
  [variants.floor.title, 'at most 1.2'],
  [variants.openlit.title, 'at most 0.7'],
  [variants['openlit-without-content'].title, '-'],
  [variants.opentelemetry.title, 'at most 1'],
]

function ratio(one: Spread, other: Spread): string {
  const value = one.median / other.median
  const error = value * Math.hypot(one.standardError / one.median, other.standardError / other.median)
  return `${value.toFixed(2)} ±${error.toFixed(2)}`
}
