import type { Forecast } from '../forecast/forecast.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { ANALYSIS_HELP, type AnalysisOptions, analysisOptions, selected } from './analysis-options.ts'
import type { Command, CommandIo } from './command.ts'
import { configuredMonthBudgets } from './configured-month-budgets.ts'
import { withReader } from './with-reader.ts'

/** `costspan forecast`: what the month will have cost, and when budgets are gone. */
export const forecast: Command = {
  name: 'forecast',
  summary: 'say what the month will have cost, and when a budget is gone',
  help: `Usage: costspan forecast [options]

Forecasts the present UTC month by weekday and by growth, with the range in which it ends with a certainty of 80 %; and for
--budget, or for each monthly budget of the settings, the day on which it is gone and the feature that drives it.

Options:
${ANALYSIS_HELP}

Exit code: 0; 1 when the ledger cannot be read, or holds less than two weeks; 2 for wrong arguments.

Example:
  costspan forecast --budget '$10,000'
`,
  run(args, io) {
    const options = analysisOptions(args)
    return withReader({ command: 'forecast', ledger: options.ledger }, io, async (ledger) => {
      const found = await forecasts(ledger, options, io)
      await print(found, options, io)
      return found.every((each) => each.forecast.status === 'forecast') ? 0 : 1
    })
  },
}

interface NamedForecast {
  /** The budget; `undefined` for the calls that the arguments select. */
  readonly name: string | undefined
  readonly forecast: Forecast
}

async function forecasts(
  ledger: LedgerReader,
  options: AnalysisOptions,
  { env }: CommandIo,
): Promise<readonly NamedForecast[]> {
  const { findForecast } = await import('../forecast/find-forecast.ts')
  const { atMillis, budgetNanoUsd } = options
  const where = selected(options)
  const asked = await findForecast(ledger, {
    atMillis,
    ...(where === undefined ? {} : { where }),
    ...(budgetNanoUsd === undefined ? {} : { limitNanoUsd: budgetNanoUsd }),
  })
  const found: NamedForecast[] = [{ name: undefined, forecast: asked }]
  if (budgetNanoUsd !== undefined || where !== undefined) return found
  const { standingsOf } = await import('../reports/period/budget-standing.ts')
  const standings = await standingsOf(ledger, await configuredMonthBudgets(options.config, env), atMillis)
  return [...found, ...standings.map(({ name, forecast: ofBudget }) => ({ name, forecast: ofBudget }))]
}

async function print(
  found: readonly NamedForecast[],
  { json, atMillis }: AnalysisOptions,
  { stdout }: CommandIo,
): Promise<void> {
  if (json) {
    const { forecastJson } = await import('../forecast/forecast-json.ts')
    const lines = found.map(({ name, forecast: each }) => ({ budget: name ?? null, ...forecastJson(each) }))
    stdout.write(`${JSON.stringify(lines)}\n`)
    return
  }
  const { describeForecast } = await import('../forecast/describe-forecast.ts')
  const { shownName } = await import('../reports/document/shown-name.ts')
  for (const { name, forecast: each } of found) {
    const heading = name === undefined ? '' : `budget ${shownName(name)}: `
    for (const line of describeForecast(each, atMillis)) stdout.write(`${heading}${line}\n`)
  }
}
