import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseUsd } from '@costspan/cost/prices'
import type { ProductionCalls, RunComparison } from '../test-costs/compare-runs.ts'
import type { TestRun } from '../test-costs/test-run.ts'
import type { Command, CommandIo } from './command.ts'
import { asUsageError, UsageError } from './usage-error.ts'
import { withLedger } from './with-ledger.ts'

/** `costspan diff`: what a change of the code costs in production. */
export const diff: Command = {
  name: 'diff',
  summary: 'say what a change of the code costs, from the costs of its tests',
  help: `Usage: costspan diff <before.json> <after.json> [options]

Compares two runs of the same tests, as the reporters of @costspan/testing wrote them, by feature and operation; with a ledger,
the difference of a call is multiplied by the calls that production made. Prints Markdown, for a comment of a pull request.

Options:
  --ledger <file>   a ledger of production (default: none, so that no amount of production is known)
  --days <n>        how many days of it (default: 30)
  --fail-above <amount>
                    exit with 1 when the change costs more than that in those days, such as "$100", and with 3
                    when nobody can tell: a model has no known price, or production has not called a place
  --allow-unknown   let pass for --fail-above what nobody can tell the cost of
  --json            print one line of JSON
  -h, --help        show this

Exit code: 0; 1 when the ledger cannot be read, or for --fail-above; 2 for wrong arguments; 3 when --fail-above cannot be told.

Example:
  costspan diff main.json branch.json --ledger production.duckdb --fail-above '$500'
`,
  async run(args, io) {
    const given = diffArguments(args)
    const { compareRuns } = await import('../test-costs/compare-runs.ts')
    const [before, after] = [await readRun(given.before), await readRun(given.after)]
    const show = async (production: ProductionCalls): Promise<number> =>
      print(compareRuns(before, after, production), given, io)
    if (given.ledger === undefined) return show(new Map())
    return withLedger({ command: 'diff', file: given.ledger, readOnly: true }, io, async (ledger) => {
      const { productionCalls } = await import('../test-costs/production-calls.ts')
      return show(await productionCalls(ledger, { toMillis: Date.now(), days: given.days }))
    })
  },
}

interface DiffArguments {
  readonly before: string
  readonly after: string
  readonly ledger: string | undefined
  readonly days: number
  readonly failAboveNanoUsd: bigint | undefined
  readonly allowUnknown: boolean
  readonly json: boolean
}

function diffArguments(args: readonly string[]): DiffArguments {
  return asUsageError(() => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ledger: { type: 'string' },
        days: { type: 'string', default: '30' },
        'fail-above': { type: 'string' },
        'allow-unknown': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const [before, after, ...more] = positionals
    if (before === undefined || after === undefined || more.length > 0) {
      throw new UsageError(`expected two files of test costs, got ${positionals.length}`)
    }
    const limit = values['fail-above']
    if (limit !== undefined && values.ledger === undefined) {
      throw new UsageError('--fail-above needs --ledger: without the calls of production no change has an amount')
    }
    return {
      before,
      after,
      ledger: values.ledger,
      days: daysOf(values.days),
      failAboveNanoUsd: limit === undefined ? undefined : parseUsd(limit),
      allowUnknown: values['allow-unknown'],
      json: values.json,
    }
  })
}

function daysOf(value: string): number {
  const days = Number(value)
  if (Number.isInteger(days) && days >= 1 && days <= 366) return days
  throw new UsageError(`--days is "${value}", expected a number of days from 1 to 366`)
}

async function readRun(file: string): Promise<TestRun> {
  const { parseTestRun } = await import('../test-costs/test-run.ts')
  return asUsageError(() => parseTestRun(readFileSync(file, 'utf8'), file))
}

async function print(comparison: RunComparison, given: DiffArguments, io: CommandIo): Promise<number> {
  const { days, json } = given
  const { stdout } = io
  if (json) {
    const { jsonText } = await import('../dashboard/as-json.ts')
    stdout.write(`${jsonText({ days, ...comparison })}\n`)
  } else {
    const { renderComparison } = await import('../test-costs/render-comparison.ts')
    stdout.write(renderComparison(comparison, days))
  }
  return exitCodeOf(comparison, given, io)
}

/** A cost that nobody knows is not below a limit. */
async function exitCodeOf(
  comparison: RunComparison,
  { failAboveNanoUsd, allowUnknown }: DiffArguments,
  { stderr }: CommandIo,
): Promise<number> {
  if (failAboveNanoUsd === undefined) return 0
  if ((comparison.productionNanoUsd ?? 0n) > failAboveNanoUsd) return 1
  const { describeUnknown, unknownCosts } = await import('../test-costs/unknown-changes.ts')
  const unknown = unknownCosts(comparison)
  if (unknown.length === 0 || allowUnknown) return 0
  stderr.write(
    `costspan diff: cannot tell whether the change is below --fail-above: ${describeUnknown(unknown)}. --allow-unknown lets it pass\n`,
  )
  return 3
}
