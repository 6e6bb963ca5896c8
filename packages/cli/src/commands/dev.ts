import { once } from 'node:events'
import { DEFAULT_PORT, type Receiver } from '../receiver/start-receiver.ts'
import { paletteFor } from '../reports/palette.ts'
import { renderReport } from '../reports/render-report.ts'
import { summarise, type Summary } from '../reports/summarise.ts'
import { summaryJson } from '../reports/summary-json.ts'
import { startLiveReport } from '../terminal/start-live-report.ts'
import type { Command, CommandIo } from './command.ts'
import { devOptions, type DevOptions } from './dev-options.ts'
import type { DevSession } from './open-dev-session.ts'
import { runMetered } from './run-metered.ts'

/** `costspan dev`: what the LLM calls on this machine cost, as they happen. */
export const dev: Command = {
  name: 'dev',
  summary: 'receive telemetry on this machine and show what LLM calls cost',
  help: `Usage: costspan dev [options] [-- command ...]

Receives OTLP over HTTP (traces and metrics) and shows what LLM calls cost by feature, user, team, tier and model: in the
terminal, and as a page at the same address in a browser. With a command, runs it with its telemetry sent here, and
reports when it ends; without one, shows a live table until Ctrl-C. On a terminal the table is kept current; otherwise
only the final report is printed.

Options:
  --port <port>     port to listen on, 0 for any free one (default: ${DEFAULT_PORT})
  --host <host>     address to listen on (default: 127.0.0.1); one that other machines reach needs a token
  --token <token>   ask senders and browsers for it (default: the variable COSTSPAN_TOKEN, which other users of this
                    machine cannot see in its list of processes)
  --ledger <file>   keep calls in this file, and show those that it has (default: in memory, until the end)
  --config <file>   settings with the budgets that the page shows (default: costspan.yaml, as applications find it)
  --json            print the final report as one line of JSON
  -h, --help        show this

Exit code: that of the command if there is one, else 0; 1 when the port is in use; 2 for wrong arguments.

Example:
  costspan dev --port 0 -- node --import @costspan/node/register app.mjs
`,
  async run(args, io) {
    const options = devOptions(args, io.env)
    const { openDevSession } = await import('./open-dev-session.ts')
    const session = await openDevSession(options, io.env)
    try {
      const exitCode = await metered(options, session, io)
      await session.close()
      printReport(summarise(session.received), options, io)
      return exitCode
    } finally {
      await session.close()
    }
  },
}

async function metered(
  { command, token, json }: DevOptions,
  { receiver, received }: DevSession,
  io: CommandIo,
): Promise<number> {
  if (command !== undefined) {
    if (!json) io.stderr.write(`Dashboard: ${receiver.url}\n`)
    return runMetered(command, { url: receiver.url, token }, io)
  }
  if (io.stdout.isTTY !== true) io.stderr.write(`${heading(receiver)}\n`)
  const stopLive = startLiveReport({ ledger: received, stream: io.stdout, heading: heading(receiver), env: io.env })
  await interrupted()
  stopLive()
  return 0
}

function heading({ url }: Receiver): string {
  return `Costspan receives telemetry: OTEL_EXPORTER_OTLP_ENDPOINT=${url}  (Ctrl-C to end)\nDashboard: ${url}`
}

async function interrupted(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}

function printReport(summary: Summary, { json }: DevOptions, { stdout, env }: CommandIo): void {
  if (json) stdout.write(`${JSON.stringify(summaryJson(summary))}\n`)
  else stdout.write(renderReport(summary, { palette: paletteFor(stdout, env) }))
}
