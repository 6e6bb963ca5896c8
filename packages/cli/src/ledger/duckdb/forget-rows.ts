import type { DuckDBConnection } from '@duckdb/node-api'
import type { Forgotten } from '../ledger.ts'
import { stepStart } from '../time-step.ts'
import { ledgerFacts } from './ledger-facts.ts'
import { inTransaction } from './in-transaction.ts'
import { queryOn } from './query.ts'
import { rollHours } from './roll-hours.ts'

/** Drops rows up to the beginning of an hour, because a sum is of a whole hour. Never brings back what was dropped. */
export async function forgetRows(connection: DuckDBConnection, untilMillis: number): Promise<Forgotten> {
  if (!Number.isFinite(untilMillis))
    throw new TypeError(`untilMillis is ${untilMillis}, expected milliseconds since 1970`)
  const { rowsFromMillis = -Infinity } = await ledgerFacts(queryOn(connection))
  const until = Math.max(stepStart(untilMillis, 'hour'), rowsFromMillis)
  return inTransaction(connection, async () => {
    await rollHours(connection)
    const { rowsChanged } = await connection.run(
      `DELETE FROM call_rows WHERE start_nano < ${BigInt(until) * 1_000_000n}`,
    )
    await connection.run(`UPDATE ledger_facts SET value = ${until} WHERE name = 'rows_from_millis'`)
    return { rows: rowsChanged }
  })
}
