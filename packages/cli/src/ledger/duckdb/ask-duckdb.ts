import { checkQuestion } from '../check-question.ts'
import type { LedgerReader, RowsQuestion } from '../ledger.ts'
import { askSeries, askSum } from './ask-sums.ts'
import { askSpread } from './ask-spread.ts'
import { callOfRow } from './call-of-row.ts'
import { DIMENSION_COLUMNS } from './dimension-columns.ts'
import { ledgerFacts } from './ledger-facts.ts'
import type { Query } from './query.ts'
import { rowReader } from './row-reader.ts'
import { whereRows } from './where-clause.ts'

/** Answers the questions of a ledger from its database. */
export function askDuckdb(query: Query): LedgerReader {
  return {
    async sum(question = {}) {
      checkQuestion(question)
      return askSum(query, question)
    },
    async series(question) {
      checkQuestion(question)
      return askSeries(query, question)
    },
    async countNames(dimension, selection = {}) {
      checkQuestion({ ...selection, by: [dimension] })
      const where = whereRows(selection)
      const sql = `SELECT count(DISTINCT ${DIMENSION_COLUMNS[dimension]}) AS names FROM call_rows WHERE ${where.sql}`
      const [row = {}] = await query(sql, where.values)
      return rowReader(row).count('names')
    },
    async spread(question) {
      checkQuestion(question)
      return askSpread(query, question)
    },
    async rows(question = {}) {
      checkQuestion(question)
      const { order = 'newest', limit = 100, offset = 0, ...selection } = question
      const where = whereRows(selection)
      // Which rows they are is found by few columns; all others are read of these rows alone.
      const found = `SELECT rowid FROM call_rows WHERE ${where.sql} ORDER BY ${ROW_ORDERS[order]} LIMIT ${limit} OFFSET ${offset}`
      const sql = `SELECT * FROM call_rows WHERE rowid IN (${found}) ORDER BY ${ROW_ORDERS[order]}`
      return (await query(sql, where.values)).map(callOfRow)
    },
    async extent() {
      const [row = {}] = await query(`SELECT
        (SELECT min(hour_millis) FROM hour_sums) AS first_hour, (SELECT max(hour_millis) FROM hour_sums) AS last_hour,
        min(start_nano) // 1000000 AS first_row, max(start_nano) // 1000000 AS last_row, count(*) AS kept FROM call_rows`)
      const { number, count } = rowReader(row)
      const { rowsFromMillis: cut } = await ledgerFacts(query)
      const firstMillis = cut === undefined ? number('first_row') : (number('first_hour') ?? number('first_row'))
      const lastMillis = number('last_row') ?? number('last_hour')
      if (firstMillis === undefined || lastMillis === undefined) return undefined
      return { firstMillis, lastMillis, rowsFromMillis: cut ?? firstMillis, rows: count('kept') }
    },
  }
}

const ROW_ORDERS: Readonly<Record<NonNullable<RowsQuestion['order']>, string>> = {
  newest: 'start_nano DESC, span_id, trace_id',
  oldest: 'start_nano, span_id, trace_id',
  dearest: 'nano_usd DESC NULLS LAST, start_nano DESC, span_id, trace_id',
}
