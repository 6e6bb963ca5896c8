import { markdownTable } from '../report/markdown-table.ts'
import type { HandOverFigures } from './measure-hand-over.ts'

/** What counting tokens takes of the event loop, beside what the request itself takes of it. */
export function handOverTable(figures: readonly HandOverFigures[]): string {
  return [
    '### Tokens of ten megabytes whose provider told no usage, milliseconds (median of 7)\n',
    markdownTable(
      ['prompt', 'event loop stood still, at the longest', 'body of the request as JSON, by the SDK', 'until counted'],
      figures.map(({ title, delayMillis, bodyMillis, countedMillis }) => [
        title,
        delayMillis.toFixed(0),
        bodyMillis.toFixed(0),
        countedMillis.toFixed(0),
      ]),
    ),
  ].join('\n')
}
