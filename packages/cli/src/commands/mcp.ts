import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { WithSources } from '../mcp/create-mcp-server.ts'
import type { Command, CommandIo } from './command.ts'
import { DEFAULT_LEDGER } from './ledger-arguments.ts'
import { loadSettings } from './load-settings.ts'
import { asUsageError, UsageError } from './usage-error.ts'

/** `costspan mcp`: an assistant asks the ledger. */
export const mcp: Command = {
  name: 'mcp',
  summary: 'answer the questions of an assistant about spend (Model Context Protocol, stdio)',
  help: `Usage: costspan mcp [options]

Serves the Model Context Protocol over standard input and output, for editors and assistants: spend by feature, user, team or
model; why it jumped; budgets; the month's forecast; what another model would have cost; the dearest calls and how each came
to its price. It only reads, opens no port, and sends nothing anywhere.

Options:
  --ledger <file>   the ledger (default: ${DEFAULT_LEDGER}); opened for each question, so that it may be written meanwhile
  --config <file>   the settings with budgets and own prices (default: as applications find them)
  -h, --help        show this

Exit code: 0 when the assistant ends; 2 for wrong arguments.

Example, in the settings of an assistant:
  { "mcpServers": { "costspan": { "command": "npx", "args": ["@costspan/cli", "mcp", "--ledger", "${DEFAULT_LEDGER}"] } } }
`,
  async run(args, io) {
    const withSources = await sourcesOf(mcpArguments(args), io)
    const { createMcpServer } = await import('../mcp/create-mcp-server.ts')
    const { serveStdio } = await import('@modelcontextprotocol/server/stdio')
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } })
    const ended = inputEnded()
    const handle = serveStdio(() => createMcpServer(manifest.version, withSources))
    await ended
    await handle.close()
    return 0
  },
}

interface McpArguments {
  readonly ledger: string
  readonly config: string | undefined
}

function mcpArguments(args: readonly string[]): McpArguments {
  return asUsageError(() => {
    const { values } = parseArgs({
      args: [...args],
      options: { ledger: { type: 'string' }, config: { type: 'string' } },
    })
    return { ledger: values.ledger ?? DEFAULT_LEDGER, config: values.config }
  })
}

async function sourcesOf({ ledger: file, config }: McpArguments, { env }: CommandIo): Promise<WithSources> {
  const { readBudgets } = await import('@costspan/guard')
  const { settingsBook } = await import('../price/settings-book.ts')
  const { LedgerError } = await import('../ledger/ledger-error.ts')
  const { openLedger } = await import('../ledger/open-ledger.ts')
  const { sourceKind } = await import('../ledger/open-source.ts')
  if (sourceKind(file) !== undefined) throw new UsageError('--ledger must be a file for this, and not a server')
  const settings = loadSettings(config, env)
  const sources = { book: settingsBook(settings), budgets: readBudgets(settings.budgets ?? []) }
  return async (answer) => {
    if (!existsSync(file)) throw new LedgerError(`there is no ledger ${file}: fill one with costspan dev or ingest`)
    const ledger = await openLedger(file, { readOnly: true })
    try {
      return await answer({ ...sources, ledger, nowMillis: Date.now() })
    } finally {
      await ledger.close()
    }
  }
}

/** The assistant ends the conversation by closing our input, or by a signal. */
function inputEnded(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
