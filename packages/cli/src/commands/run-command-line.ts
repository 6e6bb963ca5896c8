import { LedgerError } from '../ledger/ledger-error.ts'
import { ListenError } from '../receiver/listen-error.ts'
import { anomalies } from './anomalies.ts'
import { budget } from './budget.ts'
import type { Command, CommandIo } from './command.ts'
import { dev } from './dev.ts'
import { diff } from './diff.ts'
import { economics } from './economics.ts'
import { doctor } from './doctor.ts'
import { estimate } from './estimate.ts'
import { exportLedger } from './export.ts'
import { forecast } from './forecast.ts'
import { generate } from './generate.ts'
import { ingest } from './ingest.ts'
import { init } from './init.ts'
import { mcp } from './mcp.ts'
import { price } from './price.ts'
import { priceWatchCommand } from './price-watch.ts'
import { reconcile } from './reconcile.ts'
import { reprice } from './reprice.ts'
import { report } from './report.ts'
import { UsageError } from './usage-error.ts'
import { whatIfCommand } from './what-if.ts'
import { VERSION } from '../version.ts'

const COMMANDS: readonly Command[] = [
  anomalies,
  budget,
  dev,
  diff,
  doctor,
  economics,
  estimate,
  exportLedger,
  forecast,
  generate,
  ingest,
  init,
  mcp,
  price,
  priceWatchCommand,
  reconcile,
  report,
  reprice,
  whatIfCommand,
]

/** Runs one command line, without the name of the program. Exit codes: 0 success, 1 failure, 2 wrong arguments. */
export async function runCommandLine(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version') {
    io.stdout.write(`${VERSION}\n`)
    return 0
  }
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command === undefined) return overview(name, io)
  if (asksForHelp(rest)) {
    io.stdout.write(typeof command.help === 'string' ? command.help : await command.help(rest))
    return 0
  }
  try {
    return await command.run(rest, io)
  } catch (error) {
    return failed(command, error, io)
  }
}

/** Words after `--` belong to the program that a command runs. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
}

function overview(name: string | undefined, { stdout, stderr }: CommandIo): number {
  const commands = COMMANDS.map(({ name: command, summary }) => `  ${command.padEnd(12)}${summary}`).join('\n')
  const text = `Usage: costspan <command> [options]\n\nCommands:\n${commands}\n\ncostspan <command> --help says more, costspan --version which one this is.\n`
  if (name === '--help' || name === '-h') {
    stdout.write(text)
    return 0
  }
  stderr.write(name === undefined ? text : `costspan: "${name}" is not a command\n\n${text}`)
  return 2
}

/** What the user can put right is said in one line; anything else is a defect of ours and goes on with its stack. */
function failed({ name }: Command, error: unknown, { stderr }: CommandIo): number {
  if (error instanceof UsageError) {
    stderr.write(`costspan ${name}: ${error.message}\nSee: costspan ${name} --help\n`)
    return 2
  }
  if (!(error instanceof ListenError || error instanceof LedgerError)) throw error
  stderr.write(`costspan ${name}: ${error.message}\n`)
  return 1
}
