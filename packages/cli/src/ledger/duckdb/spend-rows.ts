import { isDeepStrictEqual } from 'node:util'
import type { LedgerDimension, SumName } from '../ledger.ts'
import { fitted } from './fitted.ts'
import { ledgerFacts } from './ledger-facts.ts'
import type { Query } from './query.ts'
import type { LedgerRow } from './row-reader.ts'
import { type SpendQuestion, spendSource } from './spend-source.ts'
import { columnsOf, SUM_COLUMNS } from './sum-columns.ts'
import { whereDimensions } from './where-clause.ts'

/** What is read of each group. */
export interface SpendColumns {
  /** What groups are told apart by, each with a comma after it. */
  readonly columns: string
  /** Default: all. */
  readonly sums?: readonly SumName[] | undefined
  /** What comes after the condition on groups: more of it, an order, a limit. */
  readonly ending?: string
}

/** Adds up calls by groups; no row for what nobody did. */
export async function spendRows(query: Query, asked: SpendQuestion, read: SpendColumns): Promise<readonly LedgerRow[]> {
  const where = whereDimensions(asked)
  const filtered = Object.keys(asked.where ?? {}) as LedgerDimension[]
  const facts = await ledgerFacts(query)
  const source = spendSource({ ...asked, dimensions: [...asked.dimensions, ...filtered] }, facts)
  // Without the last condition, the sum over no rows would be one row of nothing.
  const sql = `SELECT ${read.columns} ${sumList(read.sums)} FROM ${source} WHERE ${where.sql}
    GROUP BY ALL HAVING count(*) > 0 ${read.ending ?? ''}`
  const rows = await query(sql, where.values)
  // Rows that were rolled up or dropped between the two statements may be in the answer twice, or not at all.
  return isDeepStrictEqual(await ledgerFacts(query), facts) ? rows : spendRows(query, asked, read)
}

/** Sums of 64-bit integers have 128 bits, which take longer to read than the 64 that they fit into. */
function sumList(names: readonly SumName[] | undefined): string {
  const columns = names === undefined ? Object.keys(SUM_COLUMNS) : names.flatMap(columnsOf)
  return columns.map((column) => `${fitted(`sum(${column})`)} AS ${column}`).join(', ')
}
