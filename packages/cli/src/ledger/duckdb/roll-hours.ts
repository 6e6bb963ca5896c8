import type { DuckDBConnection } from '@duckdb/node-api'
import { inTransaction } from './in-transaction.ts'
import { MERGE_HOURS, ROLL_HOURS } from './schema.ts'

/** Brings the hourly sums up to date; in a transaction, so that no row is in them twice. */
export async function rollHours(connection: DuckDBConnection): Promise<void> {
  for (const statement of ROLL_HOURS) await connection.run(statement)
}

/** The same, and leaves one row for each hour and its names: what a file should look like that is put away. */
export async function mergeHours(connection: DuckDBConnection): Promise<void> {
  await inTransaction(connection, async () => {
    await rollHours(connection)
    for (const statement of MERGE_HOURS) await connection.run(statement)
  })
}
