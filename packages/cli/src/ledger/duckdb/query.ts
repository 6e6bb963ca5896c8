import type { DuckDBConnection } from '@duckdb/node-api'
import type { LedgerRow } from './row-reader.ts'

/** Runs one statement, whose `?` stand for the values, and gives all its rows. */
export type Query = (sql: string, values?: readonly string[]) => Promise<readonly LedgerRow[]>

export function queryOn(connection: DuckDBConnection): Query {
  return async (sql, values = []) => (await connection.runAndReadAll(sql, [...values])).getRowObjectsJS()
}
