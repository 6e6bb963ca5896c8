import type { Query } from './query.ts'
import { rowReader } from './row-reader.ts'

/** What a ledger remembers of itself. */
export interface LedgerFacts {
  readonly schemaVersion: number | undefined
  /** Since when single rows are kept; `undefined` where none were dropped. */
  readonly rowsFromMillis: number | undefined
  /** The last batch whose rows are in the hourly sums. */
  readonly rolledBatch: number
}

export async function ledgerFacts(query: Query): Promise<LedgerFacts> {
  const [row = {}] = await query(
    `SELECT ${['schema_version', 'rows_from_millis', 'rolled_batch']
      .map((name) => `max(value) FILTER (name = '${name}') AS ${name}`)
      .join(', ')} FROM ledger_facts`,
  )
  const { number, count } = rowReader(row)
  return {
    schemaVersion: number('schema_version'),
    rowsFromMillis: number('rows_from_millis'),
    rolledBatch: count('rolled_batch'),
  }
}
