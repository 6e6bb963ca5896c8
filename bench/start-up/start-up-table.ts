import { measuredSdks, type SdkName } from '../calls/measured-sdks.ts'
import { medianAndRange } from '../report/format-spread.ts'
import { markdownTable } from '../report/markdown-table.ts'
import { spreadOf } from '../report/statistics.ts'
import type { StartUp } from './start-ups.ts'

/** What each preload adds to the start of an application. Differences are those of one round, taken one by one. */
export function startUpTable(sdk: SdkName, starts: ReadonlyMap<string, readonly StartUp[]>): string {
  const bare = starts.values().next().value ?? []
  const rows = [...starts].map(([title, runs]) => {
    const added = (unit: keyof StartUp): number[] => runs.map((run, round) => run[unit] - (bare[round]?.[unit] ?? NaN))
    const { median } = spreadOf(runs.map(({ wall }) => wall))
    return [title, median.toFixed(0), medianAndRange(added('wall'), 0), medianAndRange(added('cpu'), 0)]
  })
  return [
    `### Start of an ESM application that imports ${measuredSdks[sdk].title}, milliseconds\n`,
    markdownTable(['--import', 'whole process', 'added', 'added CPU, all threads'], rows),
  ].join('\n')
}
