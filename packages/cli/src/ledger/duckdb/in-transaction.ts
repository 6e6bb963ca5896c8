import type { DuckDBConnection } from '@duckdb/node-api'

/** Does all of the work or none of it. */
export async function inTransaction<Result>(
  connection: DuckDBConnection,
  work: () => Promise<Result>,
): Promise<Result> {
  await connection.run('BEGIN')
  try {
    const result = await work()
    await connection.run('COMMIT')
    return result
  } catch (error) {
    // Where the commit itself failed there is nothing left to take back, and its error is the one that matters.
    await connection.run('ROLLBACK').catch(() => undefined)
    throw error
  }
}
