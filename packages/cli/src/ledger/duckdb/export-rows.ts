import type { DuckDBConnection } from '@duckdb/node-api'
import { LedgerError } from '../ledger-error.ts'
import type { Selection } from '../ledger.ts'
import { READABLE_COLUMNS } from './schema.ts'
import { whereRows } from './where-clause.ts'

/** Writes calls into a Parquet file, as the view `calls` shows them. */
export async function exportRows(
  connection: DuckDBConnection,
  file: string,
  selection: Selection,
): Promise<{ readonly rows: number }> {
  const where = whereRows(selection)
  const sql = `COPY (SELECT ${READABLE_COLUMNS} FROM call_rows WHERE ${where.sql} ORDER BY start_nano) TO '${file.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`
  try {
    const { rowsChanged } = await connection.run(sql, [...where.values])
    return { rows: rowsChanged }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LedgerError(`${file} cannot be written: ${reason}`, { cause })
  }
}
