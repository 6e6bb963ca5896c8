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
                    exit with 1 when the change costs more than that in those days, such as "$100"
  --json            print one line of JSON
  -h, --help        show this

Exit code: 0; 1 when the ledger cannot be read, or for --fail-above; 2 for wrong arguments.

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
        json: { type: 'boolean', default: false },
      },
    })
    const [before, after, ...more] = positionals
    if (before === undefined || after === undefined || more.length > 0) {
      throw new UsageError(`expected two files of test costs, got ${positionals.length}`)
    }
    const limit = values['fail-above']
    return {
      before,
      after,
      ledger: values.ledger,
      days: daysOf(values.days),
      failAboveNanoUsd: limit === undefined ? undefined : parseUsd(limit),
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

async function print(comparison: RunComparison, given: DiffArguments, { stdout }: CommandIo): Promise<number> {
  const { days, failAboveNanoUsd, json } = given
  if (json) {
    const { jsonText } = await import('../dashboard/as-json.ts')
    stdout.write(`${jsonText({ days, ...comparison })}\n`)
  } else {
    const { renderComparison } = await import('../test-costs/render-comparison.ts')
    stdout.write(renderComparison(comparison, days))
  }
  return failAboveNanoUsd !== undefined && (comparison.productionNanoUsd ?? 0n) > failAboveNanoUsd ? 1 : 0
}
