import { readFileSync } from 'node:fs'
import { ANALYSIS_HELP, type AnalysisOptions, analysisOptions, selected } from './analysis-options.ts'
import { breakEvenCommand } from './break-even.ts'
import type { Command, CommandIo } from './command.ts'
import { configuredEconomics } from './configured-economics.ts'
import { textStyle } from './text-style.ts'
import { UsageError } from './usage-error.ts'
import { withReader } from './with-reader.ts'
import type { Economics, FindEconomicsOptions } from '../economics/find-economics.ts'

/** `costspan economics`: what spend brings. */
export const economics: Command = {
  name: 'economics',
  summary: 'put spend beside revenue and outcomes; self-hosting; total cost',
  help: `Usage: costspan economics [options]
       costspan economics break-even --gpu <USD an hour> --tokens-per-hour <n> --api <USD a million tokens> [options]

Shows for each tier what its users bring and cost, how many cost more than they bring, and which limits would keep the
margin; the total cost of a month; what an outcome costs, failures included, by version and commit; and the quality that a
dollar buys. break-even says from how many requests a
day on GPUs of one's own are cheaper than an API, and whether they can do so many.

Options:
  --revenue <file>       CSV for a month, tier,price[,users] or user,revenue
  --margin <percent>     the margin to keep, for the limits (default: that of the settings, then 70)
  --costs <file>         CSV of what a month costs beside calls: category,name,month; infrastructure or operational
  --outcomes <file>      CSV of outcome,success and one of run, session, conversation, trace, span, beside the outcomes
                         that recordOutcome() told of
  --quality <file>       CSV of evaluation,score and one of the same, beside gen_ai.evaluation.result events: the points
                         that a dollar buys
                         revenue and costs may be in the settings instead, as economics: { tiers, targetMargin, costs }
  --days <n>             how far back; 30 days count as a month (default: 30)
${ANALYSIS_HELP}

Options of break-even:
  --gpu <amount>              all GPUs together, for an hour
  --tokens-per-hour <n>       what they do at full load, input and output
  --api <amount>              what the API charges for a million tokens, in your mix
  --tokens-per-request <n>    (default: 1000)
  --utilisation <percent>     of a day (default: 40)
  --operations <amount>       people, storage, network, for a month (default: $0)

Exit code: 0; 1 when the ledger cannot be read; 2 for wrong arguments or files.

Example:
  costspan economics --revenue plans.csv --margin 75
`,
  run(args, io) {
    const [first, ...rest] = args
    if (first === 'break-even') return breakEvenCommand(rest, io)
    const string = { type: 'string' } as const
    const options = analysisOptions(args, {
      revenue: string,
      margin: string,
      costs: string,
      outcomes: string,
      quality: string,
      days: string,
    })
    const configured = configuredEconomics(options.config, io.env)
    return withReader({ command: 'economics', ledger: options.ledger }, io, async (ledger) => {
      const { findEconomics } = await import('../economics/find-economics.ts')
      await print(await findEconomics(ledger, { ...configured, ...(await given(options)) }), options, io)
      return 0
    })
  },
}

async function given(options: AnalysisOptions): Promise<FindEconomicsOptions> {
  const { readRevenue } = await import('../economics/revenue-plan.ts')
  const { readOwnership } = await import('../economics/ownership.ts')
  const { readOutcomes } = await import('../economics/outcome.ts')
  const { readEvaluations } = await import('../economics/evaluation.ts')
  const where = selected(options)
  const revenue = fromFile(options, 'revenue', readRevenue)
  const ownership = fromFile(options, 'costs', readOwnership)
  const outcomes = fromFile(options, 'outcomes', readOutcomes)
  const evaluations = fromFile(options, 'quality', readEvaluations)
  return {
    atMillis: options.atMillis,
    days: number(options, 'days', 30, 366),
    ...(options.text('margin') === undefined ? {} : { targetMargin: number(options, 'margin', 70, 100) }),
    ...(where === undefined ? {} : { where }),
    ...(revenue === undefined ? {} : { revenue }),
    ...(ownership === undefined ? {} : { ownership }),
    ...(outcomes === undefined ? {} : { outcomes }),
    ...(evaluations === undefined ? {} : { evaluations }),
  }
}

/** What a file says; a file that is missing or makes no sense is an argument that makes none. */
function fromFile<Value>(options: AnalysisOptions, name: string, read: (text: string) => Value): Value | undefined {
  const file = options.text(name)
  if (file === undefined) return undefined
  try {
    return read(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new UsageError(`--${name} ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

function number(options: AnalysisOptions, name: string, otherwise: number, most: number): number {
  const value = options.text(name) ?? String(otherwise)
  const read = Number(value.replace(/%$/, ''))
  if (/^\d+(\.\d+)?%?$/.test(value) && read > 0 && read <= most) return read
  throw new UsageError(`--${name} is "${value}", expected a number above 0 and up to ${most}`)
}

async function print(found: Economics, { json }: AnalysisOptions, io: CommandIo): Promise<void> {
  if (json) {
    const { economicsJson } = await import('../economics/economics-json.ts')
    io.stdout.write(`${JSON.stringify(economicsJson(found))}\n`)
    return
  }
  const { describeEconomics } = await import('../economics/describe-economics.ts')
  const { renderSections } = await import('../reports/document/render-text.ts')
  io.stdout.write(renderSections(describeEconomics(found), textStyle(io)))
}
