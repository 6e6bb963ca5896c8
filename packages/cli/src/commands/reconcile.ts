import { paletteFor } from '../reports/palette.ts'
import type { Command, CommandIo } from './command.ts'
import { LEDGER_HELP, type LedgerArguments, ledgerArguments } from './ledger-arguments.ts'
import { settingsBook } from '../price/settings-book.ts'
import { loadSettings } from './load-settings.ts'
import { UsageError } from './usage-error.ts'
import { withLedger } from './with-ledger.ts'
import { withReader } from './with-reader.ts'
import type { Ledger, LedgerReader } from '../ledger/ledger.ts'
import type { Reconciliation } from '../reconcile/reconciliation.ts'
import type { Statement } from '../reconcile/statements/statement.ts'

/** `costspan reconcile`: what was metered against what providers billed. */
export const reconcile: Command = {
  name: 'reconcile',
  summary: 'hold the ledger against what providers billed, and say why they differ',
  help: `Usage: costspan reconcile [file ...] [options]

Compares, by UTC day, model, service tier and class of tokens, what was metered with what a provider billed, and explains
each difference: whole calls that were not metered (coverage), attempts that brought no usage (dark), other counts (quantity),
another rate (price), another service tier (tier), another day (boundary). Says which settings would close the gap.

Statements are read from saved files (usage and costs of OpenAI, Anthropic and OpenRouter as their APIs return them; AWS Cost
and Usage Reports; FOCUS), or fetched with --provider and an administrator's key in the environment: OPENAI_ADMIN_KEY,
ANTHROPIC_ADMIN_KEY, OPENROUTER_API_KEY. Files of one provider are read as one statement.

Options:
  --provider <name> fetch the reports of openai, anthropic or openrouter; may be repeated
  --base-url <url>  fetch them there instead
  --config <file>   the settings with own prices and discounts (default: as applications find them)
  --write-corrections
                    add rows to the ledger that bring its totals to what was billed, for days that ended 72 hours ago;
                    calls are never rewritten, and doing it again adds nothing
  --record          keep the capture rate, and what would close the rest, in the ledger, for reports
  --otlp <url>      send the metric costspan.capture_rate there
  --max-gap <percent>
                    exit with 1 when more than this share of what was billed differs
${LEDGER_HELP}

Exit code: 0; 1 when a statement or the ledger cannot be read, or --max-gap is exceeded; 2 for wrong arguments.

Example:
  costspan reconcile usage.json costs.json --from 2026-11-01 --to 2026-11-15
`,
  run(args, io) {
    const given = reconcileArguments(args)
    const readOnly = !given.flag('write-corrections') && !given.flag('record')
    if (readOnly) {
      return withReader({ command: 'reconcile', ledger: given.ledger }, io, (reader) => reconciled(reader, given, io))
    }
    return withLedger({ command: 'reconcile', file: given.ledger, readOnly }, io, (ledger) =>
      reconciled(ledger, given, io, ledger),
    )
  },
}

function reconcileArguments(args: readonly string[]): LedgerArguments & { readonly maxGap: number | undefined } {
  const string = { type: 'string' } as const
  const given = ledgerArguments(
    args,
    {
      provider: { type: 'string', multiple: true },
      'base-url': string,
      config: string,
      'write-corrections': { type: 'boolean' },
      record: { type: 'boolean' },
      otlp: string,
      'max-gap': string,
    },
    { defaultDays: 30, nowMillis: Date.now(), allowPositionals: true },
  )
  if (given.positionals.length === 0 && given.texts('provider').length === 0) {
    throw new UsageError('expected a file, or --provider')
  }
  const maxGap = given.text('max-gap')
  if (maxGap !== undefined && !/^\d+(\.\d+)?%?$/.test(maxGap)) {
    throw new UsageError(`--max-gap is "${maxGap}", expected a percentage such as 1`)
  }
  return { ...given, maxGap: maxGap === undefined ? undefined : Number.parseFloat(maxGap) / 100 }
}

/** @param writable the same ledger, where something is to be written into it */
async function reconciled(
  reader: LedgerReader,
  given: ReturnType<typeof reconcileArguments>,
  io: CommandIo,
  writable?: Ledger,
): Promise<number> {
  const { reconcile: compare } = await import('../reconcile/reconcile.ts')
  const book = settingsBook(loadSettings(given.text('config'), io.env))
  let exitCode = 0
  for (const statement of await statementsOf(given, io.env)) {
    const { fromMillis, toMillis } = given
    const reconciliation = await compare(reader, statement, { window: { fromMillis, toMillis }, book })
    if (given.json) {
      const { reconciliationJson } = await import('../reconcile/reconciliation-json.ts')
      io.stdout.write(`${JSON.stringify(reconciliationJson(reconciliation))}\n`)
    } else {
      const { renderReconciliation } = await import('../reconcile/render-reconciliation.ts')
      io.stdout.write(renderReconciliation(reconciliation, paletteFor(io.stdout, io.env)))
    }
    if (writable !== undefined) await write(writable, reconciliation, given, io)
    const endpoint = given.text('otlp')
    if (endpoint !== undefined) {
      const { sendCaptureMetric } = await import('../reconcile/capture-metric.ts')
      await sendCaptureMetric(reconciliation, endpoint)
    }
    if (given.maxGap !== undefined && gapOf(reconciliation) > given.maxGap) exitCode = 1
  }
  return exitCode
}

async function write(
  ledger: Ledger,
  reconciliation: Reconciliation,
  given: LedgerArguments,
  io: CommandIo,
): Promise<void> {
  if (given.flag('write-corrections')) await correct(ledger, reconciliation, io)
  if (given.flag('record')) {
    const { capturedDays } = await import('../reconcile/captured-days.ts')
    await ledger.recordCaptures(capturedDays(reconciliation))
  }
}

async function correct(ledger: Ledger, reconciliation: Reconciliation, { stderr }: CommandIo): Promise<void> {
  const { corrections, writeCorrections } = await import('../reconcile/corrections.ts')
  const rows = await corrections(ledger, reconciliation)
  const added = await writeCorrections(ledger, rows)
  stderr.write(`${added} correction${added === 1 ? '' : 's'} of ${reconciliation.provider} added to the ledger\n`)
}

function gapOf({ billedNanoUsd, meteredNanoUsd }: { billedNanoUsd: bigint; meteredNanoUsd: bigint }): number {
  if (billedNanoUsd === 0n) return meteredNanoUsd === 0n ? 0 : Number.POSITIVE_INFINITY
  return Math.abs(Number(billedNanoUsd - meteredNanoUsd) / Number(billedNanoUsd))
}

async function statementsOf(given: LedgerArguments, env: NodeJS.ProcessEnv): Promise<readonly Statement[]> {
  const { readStatements } = await import('../reconcile/statements/read-statements.ts')
  const fetched: Statement[] = []
  for (const name of given.texts('provider')) fetched.push(await fetchedStatement(name, given, env))
  return [...readStatements(given.positionals), ...fetched]
}

async function fetchedStatement(name: string, given: LedgerArguments, env: NodeJS.ProcessEnv): Promise<Statement> {
  const { fetchStatement, statementApi } = await import('../reconcile/statements/fetch-statement.ts')
  const { keyName } = statementApi(name).api
  const key = env[keyName]
  if (key === undefined || key === '') {
    throw new UsageError(`--provider ${name} needs the key of an administrator in the environment variable ${keyName}`)
  }
  const { fromMillis, toMillis } = given
  return fetchStatement(name, { key, baseUrl: given.text('base-url'), window: { fromMillis, toMillis } })
}
