import { markdownTable } from '../report/markdown-table.ts'
import type { GuardFigures } from './measure-guard.ts'

/** What a decision of budgets takes, by store. */
export function guardTable(figures: readonly GuardFigures[]): string {
  const rows = figures.map(({ store, concurrency, pairsPerSecond, medianMicros, p99Micros }) => [
    store,
    `${Math.round(pairsPerSecond).toLocaleString('en-US')} (${concurrency} at once)`,
    medianMicros.toFixed(0),
    p99Micros.toFixed(0),
  ])
  return [
    '### Budgets: one reservation and its settlement, over two scopes\n',
    markdownTable(['store', 'pairs a second', 'median, µs', 'p99, µs'], rows),
  ].join('\n')
}
