import type { DuckDBConnection } from '@duckdb/node-api'
import type { CapturedDay } from '../captured-day.ts'
import { inTransaction } from './in-transaction.ts'
import type { Query } from './query.ts'
import { rowReader } from './row-reader.ts'

/** A table of its own, made when a ledger is opened for writing, as that of verdicts is. */
export const CREATE_CAPTURES = `CREATE TABLE IF NOT EXISTS captured_days (provider VARCHAR, day VARCHAR,
  metered_nano_usd BIGINT, high_nano_usd BIGINT, billed_nano_usd BIGINT, advice VARCHAR, PRIMARY KEY (provider, day))`

/** What the newest statement says of a day holds. */
export async function recordCaptures(connection: DuckDBConnection, days: readonly CapturedDay[]): Promise<void> {
  await inTransaction(connection, async () => {
    for (const { provider, day, meteredNanoUsd, highNanoUsd, billedNanoUsd, advice } of days) {
      const amounts = [meteredNanoUsd, highNanoUsd, billedNanoUsd]
      await connection.run('INSERT OR REPLACE INTO captured_days VALUES (?, ?, ?, ?, ?, ?)', [
        provider,
        day,
        ...amounts,
        JSON.stringify(advice),
      ])
    }
  })
}

/** The days from one to before another, in their order. */
export async function askCaptures(query: Query, fromDay: string, toDay: string): Promise<readonly CapturedDay[]> {
  const tables = await query(`SELECT 1 FROM information_schema.tables WHERE table_name = 'captured_days'`)
  if (tables.length === 0) return []
  const sql = 'SELECT * FROM captured_days WHERE day >= ? AND day < ? ORDER BY provider, day'
  return (await query(sql, [fromDay, toDay])).map((row) => {
    const { text, integer } = rowReader(row)
    return {
      provider: text('provider') ?? '',
      day: text('day') ?? '',
      meteredNanoUsd: integer('metered_nano_usd'),
      highNanoUsd: integer('high_nano_usd'),
      billedNanoUsd: integer('billed_nano_usd'),
      advice: JSON.parse(text('advice') ?? '[]') as readonly string[],
    }
  })
}
