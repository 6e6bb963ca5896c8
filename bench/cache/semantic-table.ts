import { markdownTable } from '../report/markdown-table.ts'
import type { SemanticFigures } from './measure-semantic.ts'

/** What it takes to find a question by its meaning, the embedding apart. */
export function semanticTable(figures: readonly SemanticFigures[]): string {
  return [
    '### Semantic cache in memory: a lookup without its embedding\n',
    markdownTable(
      ['partitions', 'questions of each', 'dimensions', 'median, ms', 'p99, ms'],
      figures.map(({ partitions, questions, dimensions, medianMillis, p99Millis }) => [
        String(partitions),
        questions.toLocaleString('en-US'),
        dimensions.toLocaleString('en-US'),
        medianMillis.toFixed(2),
        p99Millis.toFixed(2),
      ]),
    ),
  ].join('\n')
}
