import type { Command, CommandIo } from './command.ts'
import { LEDGER_HELP } from './ledger-arguments.ts'
import { UsageError } from './usage-error.ts'

type Export = (args: readonly string[], io: CommandIo) => Promise<number>

/** By the option that asks for it. */
const EXPORTS: Readonly<Record<string, () => Promise<Export>>> = {
  '--focus': async () => (await import('./export-focus.ts')).exportFocusFile,
  '--parquet': async () => (await import('./export-parquet.ts')).exportParquet,
}

/** `costspan export`: what is in the ledger, for other tools. */
export const exportLedger: Command = {
  name: 'export',
  summary: 'write the calls of the ledger into a file for other tools',
  help: `Usage: costspan export --parquet <file> [options]
       costspan export --focus <file> [options]

  --parquet <file>  one row a call, as Parquet, which DuckDB, Spark, pandas and most warehouses read
  --focus <file>    charges by UTC day and SKU in the FinOps Open Cost and Usage Specification, as CSV; - for standard output
  --focus-version <1.2 or 1.3>
                    default: 1.2
  --for <cloudzero, datadog or vantage>
                    the same charges as the file that this tool takes: see docs/exporters.md
  --billing-account <id>
                    the account that providers bill, which FOCUS requires (default: default)

Options:
${LEDGER_HELP}

Without --from and --to, all calls. Exit code: 0; 1 when the ledger cannot be read; 2 for wrong arguments.

Example:
  costspan export --parquet november.parquet --from 2026-11-01 --to 2026-12-01
`,
  async run(args, io) {
    const name = args.find((arg) => Object.hasOwn(EXPORTS, arg))
    const load = name === undefined ? undefined : EXPORTS[name]
    if (load === undefined) throw new UsageError(`expected one of ${Object.keys(EXPORTS).join(', ')}`)
    const run = await load()
    return run(args, io)
  },
}
