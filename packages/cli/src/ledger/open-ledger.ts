import type { Ledger } from './ledger.ts'

/** How a ledger is opened. */
export interface OpenLedgerOptions {
  /** Only questions are asked; several processes may do so at once. Default: false. */
  readonly readOnly?: boolean
}

/**
 * Opens the ledger in a file, made where there is none; `:memory:` is a new one that no file keeps.
 *
 * Rejects with a `LedgerError`, whose message is one sentence for people, when another process writes it, or it is damaged.
 *
 * @example
 * const ledger = await openLedger('costspan.duckdb')
 * const byFeature = await ledger.sum({ by: ['feature'] })
 * await ledger.close()
 */
export async function openLedger(file: string, options: OpenLedgerOptions = {}): Promise<Ledger> {
  // The database takes a tenth of a second to load, which commands that ask no ledger do not wait for.
  const { openDuckdbLedger } = await import('./duckdb/open-duckdb-ledger.ts')
  return openDuckdbLedger(file, options)
}
