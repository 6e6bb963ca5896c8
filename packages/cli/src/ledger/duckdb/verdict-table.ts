import type { DuckDBConnection } from '@duckdb/node-api'
import type { Verdict, VerdictKind, VerdictQuestion, VerdictScope } from '../verdict.ts'
import { checkQuestion } from '../check-question.ts'
import { within64Bits } from './call-columns.ts'
import { inTransaction } from './in-transaction.ts'
import type { Query } from './query.ts'
import { rowReader } from './row-reader.ts'

/** Verdicts are a table of their own, made when a ledger is opened for writing: one that was never has none. */
export const CREATE_VERDICTS = `CREATE TABLE IF NOT EXISTS verdicts (id VARCHAR PRIMARY KEY, kind VARCHAR, name VARCHAR,
  at_millis BIGINT, scope VARCHAR, subject VARCHAR, score DOUBLE, value_nano_usd BIGINT, version VARCHAR, revision VARCHAR)`

/** Adds the verdicts that are not there yet, in one transaction. */
export async function appendVerdicts(connection: DuckDBConnection, verdicts: readonly Verdict[]): Promise<number> {
  return inTransaction(connection, async () => {
    let added = 0
    for (const verdict of verdicts) {
      const { rowsChanged } = await connection.run(
        'INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        [
          verdict.id,
          verdict.kind,
          verdict.name,
          BigInt(Math.trunc(verdict.atMillis)),
          verdict.by,
          verdict.subject,
          verdict.score,
          verdict.valueNanoUsd === undefined ? null : within64Bits(verdict.valueNanoUsd),
          verdict.version ?? null,
          verdict.revision ?? null,
        ],
      )
      added += rowsChanged
    }
    return added
  })
}

/** The verdicts of a time, in its order. */
export async function askVerdicts(
  query: Query,
  { kind, fromMillis, toMillis }: VerdictQuestion,
): Promise<readonly Verdict[]> {
  checkQuestion({ fromMillis, toMillis })
  const tables = await query(`SELECT 1 FROM information_schema.tables WHERE table_name = 'verdicts'`)
  if (tables.length === 0) return []
  const [from, to] = [fromMillis, toMillis].map((millis) => `'${millis}'::DOUBLE`)
  const rows = await query(
    `SELECT * FROM verdicts WHERE kind = ? AND at_millis >= ${from} AND at_millis < ${to} ORDER BY at_millis, id`,
    [kind],
  )
  return rows.map((row) => {
    const { text, number, count, integer } = rowReader(row)
    return {
      id: text('id') ?? '',
      kind: text('kind') as VerdictKind,
      name: text('name') ?? '',
      atMillis: count('at_millis'),
      by: text('scope') as VerdictScope,
      subject: text('subject') ?? '',
      score: number('score') ?? 0,
      valueNanoUsd: row['value_nano_usd'] === null ? undefined : integer('value_nano_usd'),
      version: text('version'),
      revision: text('revision'),
    }
  })
}
