import { IngestError } from '../ingest/ingest-error.ts'
import { ingestFile, type Ingested } from '../ingest/ingest-file.ts'
import { fileChunks } from '../ingest/read/file-chunks.ts'
import { LedgerError } from '../ledger/ledger-error.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import type { CommandIo } from './command.ts'
import { type IngestArguments, ingestOptions } from './ingest-options.ts'
import { loadSettings } from './load-settings.ts'
import { settingsBook } from '../price/settings-book.ts'

/** Ingests the files of a command line, one after the other; resolves with the exit code. */
export async function ingestFiles(args: readonly string[], io: CommandIo): Promise<number> {
  const options = ingestOptions(args)
  const book = settingsBook(loadSettings(options.config, io.env))
  let exitCode = 0
  try {
    const ledger = await openLedger(options.ledger, { threads: 1 })
    try {
      for (const file of options.files) {
        const ingested = await ingestOne(file, ledger, { ...options, book }, io)
        if (ingested === undefined || ingested.rejected > 0) exitCode = 1
      }
      await forgetOld(ledger, options, io)
    } finally {
      await ledger.close()
    }
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error
    io.stderr.write(`costspan ingest: ${error.message}\n`)
    return 1
  }
  return exitCode
}

type IngestOneOptions = IngestArguments & { readonly book: ReturnType<typeof settingsBook> }

/** A file that cannot be read is said, and the next one is read. */
async function ingestOne(
  file: string,
  ledger: Ledger,
  { book, format, json }: IngestOneOptions,
  io: CommandIo,
): Promise<Ingested | undefined> {
  const bar = createProgressBar(io.stderr)
  let share = 0
  const chunks = fileChunks(file, (read) => {
    share = read
  })
  try {
    const ingested = await ingestFile(chunks, ledger, {
      book,
      ...(format && { format }),
      onProgress({ added, known }) {
        bar.show(share, `${file}  ${added + known} calls`)
      },
    })
    bar.clear()
    io.stdout.write(json ? `${JSON.stringify({ file, ...ingested })}\n` : `${sentence(file, ingested)}\n`)
    for (const problem of ingested.problems) io.stderr.write(`${file}, ${problem}\n`)
    return ingested
  } catch (error) {
    bar.clear()
    if (!(error instanceof IngestError)) throw error
    io.stderr.write(`costspan ingest: ${file}: ${error.message}\n`)
    return undefined
  }
}

function sentence(file: string, { format, added, known, late, covered, rejected, verdicts = 0 }: Ingested): string {
  const others = [
    [known, 'known already'],
    [late, 'from before the calls that are kept'],
    [covered, 'of days that the ledger has from elsewhere'],
    [verdicts, 'outcomes and evaluations'],
    [rejected, 'rejected'],
  ] as const
  const parts = others.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return [`${file} (${format}): ${added} added`, ...parts].join(', ')
}

async function forgetOld(ledger: Ledger, { keepDays }: IngestArguments, { stderr }: CommandIo): Promise<void> {
  if (keepDays === undefined) return
  const { rows } = await ledger.forgetBefore(Date.now() - keepDays * DAY_MILLIS)
  if (rows > 0) stderr.write(`${rows} calls older than ${keepDays} days dropped; their hourly sums stay.\n`)
}
