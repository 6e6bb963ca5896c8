import { markdownTable } from '../report/markdown-table.ts'
import { spreadOf } from '../report/statistics.ts'
import type { LedgerFigures } from './measure-ledger.ts'
import type { ViewFigures } from './measure-views.ts'

/** What a ledger of so many calls takes: to fill, to keep, to report and to look at. */
export function ledgerTable(figures: LedgerFigures): string {
  const { rows, made, appended, fileBytes, peakBytes, isExact, reported, commandSeconds, views } = figures
  return [
    `### A ledger of ${rows.toLocaleString('en-US')} calls, the year of a made company\n`,
    markdownTable(
      ['what', 'figure'],
      [
        ['made and appended, calls a second', Math.round(rows / appended.seconds).toLocaleString('en-US')],
        ['CPU of both, seconds', appended.cpuSeconds.toFixed(1)],
        ['CPU of making the calls alone, seconds', made.cpuSeconds.toFixed(1)],
        ['file, MB', (fileBytes / 1e6).toFixed(0)],
        ['peak memory, the calls under way included, MB', (peakBytes / 1e6).toFixed(0)],
        ['total is that of the generator, to the nano-dollar', isExact ? 'yes' : 'NO'],
        ['weekly report, seconds', reported.seconds.toFixed(2)],
        ['CPU of it, seconds', reported.cpuSeconds.toFixed(2)],
        ['`costspan report`, the whole command, seconds', commandSeconds.toFixed(2)],
      ],
    ),
    '\n### Views of its dashboard, all questions of one at once over HTTP, milliseconds\n',
    markdownTable(['days', 'view', 'median', 'most', 'CPU'], views.map(viewRow)),
  ].join('\n')
}

function viewRow({ days, view, runs }: ViewFigures): readonly string[] {
  const millis = runs.map(({ seconds }) => seconds * 1000)
  const cpuMillis = runs.map(({ cpuSeconds }) => cpuSeconds * 1000)
  return [
    String(days),
    view,
    spreadOf(millis).median.toFixed(0),
    Math.max(...millis).toFixed(0),
    spreadOf(cpuMillis).median.toFixed(0),
  ]
}
