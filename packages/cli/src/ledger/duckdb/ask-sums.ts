import { isDeepStrictEqual } from 'node:util'
import { compareKeys, dearestFirst } from '../compare-groups.ts'
import type { LedgerDimension, Selection, SeriesQuestion, SpendGroup, SpendStep, SumQuestion } from '../ledger.ts'
import { DAY_MILLIS, HOUR_MILLIS } from '../time-step.ts'
import { keyColumns, keyOfRow } from './group-key.ts'
import { ledgerFacts } from './ledger-facts.ts'
import type { Query } from './query.ts'
import { type LedgerRow, rowReader } from './row-reader.ts'
import { spendSource } from './spend-source.ts'
import { SUM_COLUMNS, spendSumOfRow } from './sum-columns.ts'
import { whereDimensions } from './where-clause.ts'

const SUMS = Object.keys(SUM_COLUMNS)
  .map((name) => `sum(${name}) AS ${name}`)
  .join(', ')

/** Spend by groups, dearest first. */
export async function askSum(query: Query, question: SumQuestion): Promise<readonly SpendGroup[]> {
  const { by = [], limit, ...selection } = question
  const names = by.map((dimension) => `, "${dimension}" NULLS FIRST`).join('')
  const top = limit === undefined ? '' : `ORDER BY sum(nano_usd) DESC, sum(calls) DESC${names} LIMIT ${limit}`
  const rows = await spendRows(query, selection, by, keyColumns(by), top)
  return rows.map((row) => groupOf(row, by)).toSorted(dearestFirst(by))
}

/** Spend by steps of time and groups. */
export async function askSeries(query: Query, question: SeriesQuestion): Promise<readonly SpendStep[]> {
  const { step, by = [], ...selection } = question
  const length = step === 'hour' ? HOUR_MILLIS : DAY_MILLIS
  const columns = `(at_millis // ${length}) * ${length} AS step_millis, ${keyColumns(by)}`
  const rows = await spendRows(query, selection, by, columns)
  const byName = compareKeys(by)
  return rows
    .map((row) => ({ atMillis: rowReader(row).count('step_millis'), ...groupOf(row, by) }))
    .toSorted((a, b) => a.atMillis - b.atMillis || byName(a.key, b.key))
}

async function spendRows(
  query: Query,
  selection: Selection,
  by: readonly LedgerDimension[],
  columns: string,
  top = '',
): Promise<readonly LedgerRow[]> {
  const where = whereDimensions(selection)
  const filtered = Object.keys(selection.where ?? {}) as LedgerDimension[]
  const facts = await ledgerFacts(query)
  const source = spendSource(selection, [...by, ...filtered], facts)
  // Without the last condition, the sum over no rows would be one row of nothing.
  const sql = `SELECT ${columns} ${SUMS} FROM ${source} WHERE ${where.sql} GROUP BY ALL HAVING count(*) > 0 ${top}`
  const rows = await query(sql, where.values)
  // Rows that were rolled up or dropped between the two statements may be in the answer twice, or not at all.
  return isDeepStrictEqual(await ledgerFacts(query), facts) ? rows : spendRows(query, selection, by, columns, top)
}

function groupOf(row: LedgerRow, by: readonly LedgerDimension[]): SpendGroup {
  return { key: keyOfRow(row, by), ...spendSumOfRow(row) }
}
