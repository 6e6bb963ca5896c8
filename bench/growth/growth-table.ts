import { markdownTable } from '../report/markdown-table.ts'
import type { GrowthFigures } from './measure-growth.ts'

/** What a metered call takes as there is more of something. */
export function growthTable(figures: readonly GrowthFigures[]): string {
  const rows = figures.map(({ what, size, nanos, bytes }) => [
    what,
    size.toLocaleString('en'),
    nanos.median.toFixed(0),
    nanos.lowerDecile.toFixed(0),
    bytes.toFixed(0),
  ])
  return [
    '### The span of a call from start to end, priced and counted, as there is more of something\n',
    markdownTable(['of what', 'how many', 'nanoseconds, median', 'fastest tenth', 'bytes'], rows),
  ].join('\n')
}
