import type { ExplainedAnomaly } from '../anomalies/find-anomalies.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { ANALYSIS_HELP, type AnalysisOptions, analysisOptions, selected } from './analysis-options.ts'
import type { Command, CommandIo } from './command.ts'
import { textStyle } from './text-style.ts'
import { UsageError } from './usage-error.ts'
import { withReader } from './with-reader.ts'

/** What a day may cost is a thirtieth of what a month may. */
const DAYS_PER_MONTH = 30n

/** `costspan anomalies`: when spend was not what it usually is, and who and what caused it. */
export const anomalies: Command = {
  name: 'anomalies',
  summary: 'find unusual spend, and say who and what caused it',
  help: `Usage: costspan anomalies [options]

Compares each hour with the same hours of the four weeks before it, on its own (spike) and with others (shift, drop); and
looks for users and features that spend a large part of a day's money within an hour, which needs no history. Calls that
suddenly have no price are shown too. Each anomaly is explained by the features, users and models that added to it, and by
more calls, larger calls or dearer tokens.

Options:
  --days <n>             how far back (default: 14)
  --fail                 exit with 1 when there is an anomaly that is still going on, for scripts and monitors
${ANALYSIS_HELP}

Without --budget, a day's money is what an ordinary day costs; with it, a thirtieth of the budget.

Exit code: 0; 1 when the ledger cannot be read, or for --fail; 2 for wrong arguments.

Example:
  costspan anomalies --days 7 --team search
`,
  run(args, io) {
    const options = analysisOptions(args, { days: { type: 'string' }, fail: { type: 'boolean' } })
    const days = daysOf(options.text('days'))
    return withReader({ command: 'anomalies', ledger: options.ledger }, io, async (ledger) => {
      const found = await search(ledger, options, days)
      await print(found, options, days, io)
      return options.flag('fail') && found.some(({ isOpen }) => isOpen) ? 1 : 0
    })
  },
}

async function search(
  ledger: LedgerReader,
  options: AnalysisOptions,
  days: number,
): Promise<readonly ExplainedAnomaly[]> {
  const { findAnomalies } = await import('../anomalies/find-anomalies.ts')
  const where = selected(options)
  return findAnomalies(ledger, {
    toMillis: options.atMillis,
    days,
    ...(where === undefined ? {} : { where }),
    ...(options.budgetNanoUsd === undefined
      ? {}
      : { dayBudgetNanoUsd: Number(options.budgetNanoUsd / DAYS_PER_MONTH) }),
  })
}

async function print(
  found: readonly ExplainedAnomaly[],
  { json }: AnalysisOptions,
  days: number,
  io: CommandIo,
): Promise<void> {
  if (json) {
    const { anomalyJson } = await import('../anomalies/anomaly-json.ts')
    io.stdout.write(`${JSON.stringify(found.map(anomalyJson))}\n`)
    return
  }
  const { anomalySection } = await import('../reports/document/sections/anomaly-section.ts')
  const { renderSections } = await import('../reports/document/render-text.ts')
  io.stdout.write(renderSections([anomalySection(found, `Anomalies of ${days} days`)], textStyle(io)))
}

function daysOf(value = '14'): number {
  const days = Number(value)
  if (/^\d+$/.test(value) && days >= 1 && days <= 366) return days
  throw new UsageError(`--days is "${value}", expected a number of days from 1 to 366`)
}
