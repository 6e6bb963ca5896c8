import { medianAndRange } from '../report/format-spread.ts'
import { markdownTable } from '../report/markdown-table.ts'
import type { ColdImport } from './imports.ts'

/** What an application pays for the import of each tool alone. */
export function importTable(imports: ReadonlyMap<string, readonly ColdImport[]>): string {
  const rows = [...imports].map(([title, runs]) => [
    title,
    medianAndRange(
      runs.map(({ wall }) => wall),
      0,
    ),
    medianAndRange(
      runs.map(({ cpu }) => cpu),
      0,
    ),
    medianAndRange(
      runs.map(({ heap }) => heap / 1e6),
      1,
    ),
  ])
  return [
    '### First import of a tool\n',
    markdownTable(['imported', 'milliseconds', 'CPU, milliseconds', 'heap that stays, MB'], rows),
  ].join('\n')
}
