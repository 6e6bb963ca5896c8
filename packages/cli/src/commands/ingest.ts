import { INGEST_FORMATS } from '../ingest/ingest-formats.ts'
import type { Command } from './command.ts'
import { DEFAULT_LEDGER } from './ledger-arguments.ts'

/** `costspan ingest`: calls from files into the ledger. */
export const ingest: Command = {
  name: 'ingest',
  summary: 'add calls from files to the ledger: OTLP, LiteLLM, Langfuse, usage exports',
  help: `Usage: costspan ingest [options] <file ...>

Adds the calls in files to the ledger, each once however often it is ingested. A file may be packed (.gz, .zst); - is standard
input. Its format is told from its columns or keys:

${INGEST_FORMATS.map(({ name, summary }) => `  ${name.padEnd(18)}${summary}`).join('\n')}

Calls without a cost are priced as they would have been then. Rows of a usage export stand for many calls; those of days of
which the ledger has calls of that provider from elsewhere are left out, because they would be counted twice.

The database takes 256 MB of memory, or as many as the variable COSTSPAN_LEDGER_MEMORY_MB says (128 at least).

Options:
  --ledger <file>   the ledger, made where there is none (default: ${DEFAULT_LEDGER})
  --format <name>   the format, where it cannot be told
  --config <file>   the settings with own prices and discounts (default: as applications find them)
  --keep <days>     then drop single calls older than this; their hourly sums stay
  --json            print one line of JSON for each file
  -h, --help        show this

Exit code: 0; 1 when a file or the ledger cannot be read, or a row makes no sense; 2 for wrong arguments.

Example:
  costspan ingest traces.jsonl.gz spend-logs.csv --ledger costspan.duckdb
`,
  async run(args, io) {
    const { ingestFiles } = await import('./ingest-files.ts')
    return ingestFiles(args, io)
  },
}
