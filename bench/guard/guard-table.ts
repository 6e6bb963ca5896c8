import { markdownTable } from '../report/markdown-table.ts'
import type { GuardMeasurements } from './measure-guard.ts'

/** What a decision of budgets takes, by store, and what a guard adds to a call. */
export function guardTable({ pairs, calls }: GuardMeasurements): string {
  return [
    '### Budgets: one reservation and its settlement, over two scopes\n',
    markdownTable(
      ['store', 'pairs a second', 'median, µs', 'p99, µs'],
      pairs.map(({ store, concurrency, pairsPerSecond, medianMicros, p99Micros }) => [
        store,
        `${Math.round(pairsPerSecond).toLocaleString('en-US')} (${concurrency} at once)`,
        medianMicros.toFixed(0),
        p99Micros.toFixed(0),
      ]),
    ),
    '\n### Budgets: microseconds added to a chat call of openai 7, by the clock\n',
    markdownTable(
      ['store', 'bare, median', 'bare, p99', 'added, median', 'added, p99', 'interrupted'],
      calls.map(({ store, bareMedianMicros, bareP99Micros, addedMedianMicros, addedP99Micros, interruptedShare }) => [
        store,
        bareMedianMicros.toFixed(0),
        bareP99Micros.toFixed(0),
        addedMedianMicros.toFixed(0),
        addedP99Micros.toFixed(0),
        `${(interruptedShare * 100).toFixed(1)} %, left out`,
      ]),
    ),
  ].join('\n')
}
