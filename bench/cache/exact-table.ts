import { markdownTable } from '../report/markdown-table.ts'
import type { ExactFigures } from './measure-exact.ts'

/** What it takes to be answered by an exact cache. */
export function exactTable(figures: readonly ExactFigures[]): string {
  return [
    '### Exact cache: microseconds of a hit\n',
    markdownTable(
      ['store', 'prompt', 'lookup, median', 'lookup, p99', 'request to last byte, median', 'p99', 'interrupted'],
      figures.map(
        ({
          store,
          promptKilobytes,
          lookupMedianMicros,
          lookupP99Micros,
          medianMicros,
          p99Micros,
          interruptedShare,
        }) => [
          store,
          `${promptKilobytes} kB`,
          lookupMedianMicros.toFixed(0),
          lookupP99Micros.toFixed(0),
          medianMicros.toFixed(0),
          p99Micros.toFixed(0),
          `${(interruptedShare * 100).toFixed(1)} %, left out`,
        ],
      ),
    ),
  ].join('\n')
}
