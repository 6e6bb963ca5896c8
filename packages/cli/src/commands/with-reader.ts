import { LedgerError } from '../ledger/ledger-error.ts'
import type { LedgerReader } from '../ledger/ledger.ts'
import { openSource } from '../ledger/open-source.ts'
import { StatementError } from '../reconcile/statements/statement-error.ts'
import { createLiveText } from '../terminal/live-text.ts'
import { showQuestions } from '../terminal/show-questions.ts'
import type { CommandIo } from './command.ts'
import { withLedger } from './with-ledger.ts'

/**
 * Opens what `--ledger` names for questions, be it a file or a server that holds the same calls, and says in one line what
 * people can put right.
 *
 * @returns the exit code: that of the step, or 1
 */
export async function withReader(
  { command, ledger }: { readonly command: string; readonly ledger: string },
  io: CommandIo,
  step: (reader: LedgerReader) => Promise<number>,
): Promise<number> {
  try {
    const source = await openSource(ledger)
    if (source !== undefined) return await step(shownOn(io.stderr, source, ledger))
  } catch (error) {
    if (!(error instanceof LedgerError || error instanceof StatementError)) throw error
    io.stderr.write(`costspan ${command}: ${error.message}\n`)
    return 1
  }
  return withLedger({ command, file: ledger, readOnly: true }, io, step)
}

/** On a terminal the wait is shown; the address is not, because there may be a password in it. */
function shownOn(stderr: CommandIo['stderr'], source: LedgerReader, ledger: string): LedgerReader {
  if (stderr.isTTY !== true) return source
  const [kind = ''] = ledger.split('=', 1)
  return showQuestions(source, kind, createLiveText(stderr))
}
