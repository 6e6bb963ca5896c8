import type { DuckDBConnection } from '@duckdb/node-api'
import { ROLL_HOURS } from './schema.ts'

/** Brings the hourly sums up to date; in a transaction, so that no row is in them twice. */
export async function rollHours(connection: DuckDBConnection): Promise<void> {
  for (const statement of ROLL_HOURS) await connection.run(statement)
}
