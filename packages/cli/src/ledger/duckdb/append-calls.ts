import type { DuckDBConnection } from '@duckdb/node-api'
import { callKey } from '../call-key.ts'
import type { CallRecord } from '../call-record.ts'
import type { Appended } from '../ledger.ts'
import { fillIncoming } from './fill-incoming.ts'
import { inTransaction } from './in-transaction.ts'
import { DROP_INCOMING, INCOMING_COLUMNS } from './incoming.ts'
import { ledgerFacts } from './ledger-facts.ts'
import { queryOn } from './query.ts'
import { rollHours } from './roll-hours.ts'
import { rowReader } from './row-reader.ts'

/** Adds the calls that the ledger does not have, in one transaction. */
export async function appendCalls(connection: DuckDBConnection, given: readonly CallRecord[]): Promise<Appended> {
  const calls = eachOnce(given)
  return inTransaction(connection, async () => {
    await fillIncoming(connection, calls)
    const { first, last, late, rowsFromNano } = await incomingTimes(connection)
    const { rowsChanged: added } = await connection.run(addIncoming(first, last, rowsFromNano))
    await rollWhenMany(connection)
    for (const statement of DROP_INCOMING) await connection.run(statement)
    return { added, known: given.length - late - added, late }
  })
}

/**
 * A batch is later than all that are in the hourly sums, whose rows may be gone. A call that is told of again began at the
 * same time, so that only the blocks of that time are looked at.
 */
function addIncoming(first: bigint, last: bigint, rowsFromNano: bigint): string {
  return `INSERT INTO call_rows SELECT ${INCOMING_COLUMNS}, greatest(
      (SELECT max(batch) FROM call_rows), (SELECT value FROM ledger_facts WHERE name = 'rolled_batch')) + 1
    FROM incoming, incoming_words WHERE start_nano >= ${rowsFromNano} AND NOT EXISTS (FROM call_rows AS known
      WHERE known.start_nano BETWEEN ${first} AND ${last}
        AND known.span_id = incoming.span_id AND known.trace_id = incoming.trace_id)`
}

/** Of calls with the same ids, the first. */
function eachOnce(calls: readonly CallRecord[]): readonly CallRecord[] {
  const seen = new Set<string>()
  return calls.filter((call) => {
    const key = callKey(call)
    return !seen.has(key) && seen.add(key)
  })
}

interface IncomingTimes {
  readonly first: bigint
  readonly last: bigint
  /** How many began before the rows that are kept. */
  readonly late: number
  readonly rowsFromNano: bigint
}

async function incomingTimes(connection: DuckDBConnection): Promise<IncomingTimes> {
  const query = queryOn(connection)
  const { rowsFromMillis } = await ledgerFacts(query)
  const rowsFromNano = rowsFromMillis === undefined ? LEAST_NANO : BigInt(rowsFromMillis) * 1_000_000n
  const [row = {}] = await query(`SELECT min(start_nano) AS first, max(start_nano) AS last,
    count(*) FILTER (WHERE start_nano < ${rowsFromNano}) AS late FROM incoming`)
  const { integer, count } = rowReader(row)
  return { first: integer('first'), last: integer('last'), late: count('late'), rowsFromNano }
}

const LEAST_NANO = -(2n ** 63n - 1n)

/** Questions read rows that are not in the hourly sums yet, which takes no time as long as they are few. */
const MOST_UNROLLED = 20_000

async function rollWhenMany(connection: DuckDBConnection): Promise<void> {
  const [row = {}] = await queryOn(connection)(`SELECT count(*) AS unrolled FROM call_rows
    WHERE batch > (SELECT value FROM ledger_facts WHERE name = 'rolled_batch')`)
  if (rowReader(row).count('unrolled') > MOST_UNROLLED) await rollHours(connection)
}
