import { LedgerError } from '../ledger-error.ts'

/** Does work of the database, and says in one sentence what helps when its memory is not enough for it. */
export async function withMemoryAdvice<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof Error && cause.message.startsWith('Out of Memory Error'))) throw cause
    throw new LedgerError(
      'The database of the ledger needs more memory than it may take: set COSTSPAN_LEDGER_MEMORY_MB to more megabytes.',
      { cause },
    )
  }
}
