import { existsSync } from 'node:fs'
import { LedgerError } from '../ledger/ledger-error.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import { sourceKind } from '../ledger/open-source.ts'
import { StatementError } from '../reconcile/statements/statement-error.ts'
import type { CommandIo } from './command.ts'

/**
 * Opens a ledger that is there, for one step of a command, and says in one line what people can put right.
 *
 * @returns the exit code: that of the step, or 1
 */
export async function withLedger(
  { command, file, readOnly }: { readonly command: string; readonly file: string; readonly readOnly: boolean },
  { stderr }: CommandIo,
  step: (ledger: Ledger) => Promise<number>,
): Promise<number> {
  try {
    const kind = sourceKind(file)
    // The address is not repeated, because there may be a password in it.
    if (kind !== undefined) throw new LedgerError(`--ledger must be a file for this, and not a server (${kind}=)`)
    if (!existsSync(file)) {
      const ways = `costspan dev --ledger ${file} -- <command>, or costspan ingest`
      throw new LedgerError(`there is no ledger ${file}: fill one with ${ways}, or name another with --ledger`)
    }
    const ledger = await openLedger(file, { readOnly })
    try {
      return await step(ledger)
    } finally {
      await ledger.close()
    }
  } catch (error) {
    if (!(error instanceof LedgerError || error instanceof StatementError)) throw error
    stderr.write(`costspan ${command}: ${error.message}\n`)
    return 1
  }
}
