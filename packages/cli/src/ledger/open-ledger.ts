import { LedgerInUseError } from './ledger-error.ts'
import type { Ledger } from './ledger.ts'

/** How a ledger is opened. */
export interface OpenLedgerOptions {
  /**
   * Only questions are asked; several processes may do so at once, and while `costspan dev` writes the file they are answered by
   * it. Default: false.
   */
  readonly readOnly?: boolean
  /** What `costspan dev` asks for, where it asks for a token. Default: the variable `COSTSPAN_TOKEN`. */
  readonly token?: string
  /**
   * The most memory that the database takes for itself, in megabytes; what does not fit is put into a folder beside the file for a
   * while. Default: the variable `COSTSPAN_LEDGER_MEMORY_MB`, or 256.
   */
  readonly memoryMegabytes?: number
  /**
   * How many threads the database has. Where calls are only written, one takes two thirds of the CPU that two take. Default: as many
   * as there are processors.
   */
  readonly threads?: number
}

/**
 * Opens the ledger in a file, made where there is none; `:memory:` is a new one that no file keeps.
 *
 * Rejects with a `LedgerError`, whose message is one sentence for people, when another process writes it, or it is damaged; with a
 * `TypeError` for a limit of memory or a number of threads that makes no sense.
 *
 * @example
 * const ledger = await openLedger('costspan.duckdb')
 * const byFeature = await ledger.sum({ by: ['feature'] })
 * await ledger.close()
 */
export async function openLedger(file: string, options: OpenLedgerOptions = {}): Promise<Ledger> {
  // The database takes a tenth of a second to load, which commands that ask no ledger do not wait for.
  const { openDuckdbLedger } = await import('./duckdb/open-duckdb-ledger.ts')
  try {
    return await openDuckdbLedger(file, options)
  } catch (error) {
    if (options.readOnly !== true || !(error instanceof LedgerInUseError)) throw error
    const { findAddress } = await import('./shared/ledger-address.ts')
    const { askShared } = await import('./shared/ask-shared.ts')
    const address = findAddress(file)
    if (address === undefined) throw error
    return askShared(file, address, options.token ?? process.env['COSTSPAN_TOKEN'])
  }
}
