import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import type { Appended } from '../ledger.ts'
import type { CallBatch } from './call-batch.ts'
import { inTransaction } from './in-transaction.ts'
import { ledgerFacts } from './ledger-facts.ts'
import { queryOn } from './query.ts'
import { rowReader } from './row-reader.ts'

/** Adds the calls that the ledger does not have, in one transaction. */
export async function appendCalls(connection: DuckDBConnection, batch: CallBatch): Promise<Appended> {
  return inTransaction(connection, async () => {
    await connection.run('DELETE FROM incoming')
    await fillIncoming(connection, batch.chunks)
    const late = await dropLate(connection)
    const known = await dropKnown(connection)
    await connection.run(ADD_INCOMING)
    return { added: batch.calls - known - late, known: known + batch.repeated, late }
  })
}

/** A batch is later than all that are in the hourly sums, whose rows may be gone. */
const ADD_INCOMING = `INSERT INTO call_rows SELECT *, greatest(
    (SELECT max(batch) FROM call_rows), (SELECT value FROM ledger_facts WHERE name = 'rolled_batch')) + 1 FROM incoming`

async function fillIncoming(connection: DuckDBConnection, chunks: readonly DuckDBDataChunk[]): Promise<void> {
  const appender = await connection.createAppender('incoming')
  try {
    for (const chunk of chunks) appender.appendDataChunk(chunk)
  } finally {
    appender.closeSync()
  }
}

async function dropLate(connection: DuckDBConnection): Promise<number> {
  const { rowsFromMillis } = await ledgerFacts(queryOn(connection))
  if (rowsFromMillis === undefined) return 0
  const { rowsChanged } = await connection.run(
    `DELETE FROM incoming WHERE start_nano < ${BigInt(rowsFromMillis) * 1_000_000n}`,
  )
  return rowsChanged
}

/** A call that is told of again began at the same time, so that only the blocks of that time are looked at. */
async function dropKnown(connection: DuckDBConnection): Promise<number> {
  const [bounds = {}] = await queryOn(connection)(
    'SELECT min(start_nano) AS first, max(start_nano) AS last FROM incoming',
  )
  const { integer } = rowReader(bounds)
  const { rowsChanged } = await connection.run(`DELETE FROM incoming WHERE (trace_id, span_id) IN
    (SELECT (trace_id, span_id) FROM call_rows WHERE start_nano BETWEEN ${integer('first')} AND ${integer('last')})`)
  return rowsChanged
}
