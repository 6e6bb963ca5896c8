import { CALL_COLUMNS } from './call-columns.ts'
import { DIMENSION_COLUMNS, HOUR_DIMENSIONS } from './dimension-columns.ts'
import { fitted } from './fitted.ts'
import { MEASURE_COLUMNS } from './measure-columns.ts'
import { SUM_COLUMNS } from './sum-columns.ts'

/**
 * Raised when a column is added or changes its meaning. Formats below 2 were never released, and have no migration; from the first
 * release on, who raises it writes one.
 */
export const SCHEMA_VERSION = 2

const CALL_COLUMN_LIST = CALL_COLUMNS.map(({ name, type }) => `${name} ${type.toString()}`).join(', ')
const HOUR_NAMES = HOUR_DIMENSIONS.map((dimension) => `"${dimension}"`).join(', ')
const HOUR_MILLIS_OF_CALL = '(start_nano // 3600000000000) * 3600000'

/** What one row of `call_rows` adds to the sums of its hour. */
const HOUR_OF_CALLS = `SELECT ${HOUR_MILLIS_OF_CALL} AS hour_millis,
  ${HOUR_DIMENSIONS.map((dimension) => `${DIMENSION_COLUMNS[dimension]} AS "${dimension}"`).join(', ')},
  ${Object.entries(SUM_COLUMNS)
    .map(([name, sql]) => `${fitted(`sum(${sql})`)} AS ${name}`)
    .join(', ')}`

/** The columns of a call as people and other tools read them. */
export const READABLE_COLUMNS: string = `make_timestamp_ns(start_nano) AS start_time,
  ${DIMENSION_COLUMNS.traceId} AS trace_id, ${DIMENSION_COLUMNS.spanId} AS span_id,
  if(parent_span_id IS NULL, NULL, lpad(lower(to_hex(parent_span_id)), 16, '0')) AS parent_span_id,
  ${DIMENSION_COLUMNS.model} AS model, nano_usd / 1e9 AS usd,
  duration_nano / 1e6 AS duration_millis, ${MEASURE_COLUMNS.tokensPerSecond} AS tokens_per_second,
  * EXCLUDE (start_nano, trace_id, span_id, parent_span_id, duration_nano, ending, batch)`

/**
 * `call_rows` has the calls, `hour_sums` what those of the batches up to `rolled_batch` add up to, which stays when rows are
 * dropped. `calls` is for people who open the file with
 * another tool.
 */
export const CREATE_LEDGER: readonly string[] = [
  `CREATE TABLE ledger_facts (name VARCHAR PRIMARY KEY, value BIGINT)`,
  `INSERT INTO ledger_facts VALUES ('schema_version', ${SCHEMA_VERSION}), ('rows_from_millis', NULL), ('rolled_batch', 0)`,
  `CREATE TABLE call_rows (${CALL_COLUMN_LIST}, batch INTEGER)`,
  `CREATE TABLE hour_sums AS ${HOUR_OF_CALLS} FROM call_rows GROUP BY ALL`,
  `CREATE VIEW calls AS SELECT ${READABLE_COLUMNS} FROM call_rows`,
]

/** Adds what the rows of new batches add up to. An hour may then have several rows of the same names, which mean their sum. */
export const ROLL_HOURS: readonly string[] = [
  `INSERT INTO hour_sums ${HOUR_OF_CALLS} FROM call_rows
    WHERE batch > (SELECT value FROM ledger_facts WHERE name = 'rolled_batch') GROUP BY ALL`,
  `UPDATE ledger_facts SET value = coalesce((SELECT max(batch) FROM call_rows), value) WHERE name = 'rolled_batch'`,
]

/** Makes one row of the rows of an hour that have the same names. */
export const MERGE_HOURS: readonly string[] = [
  `CREATE OR REPLACE TEMP TABLE merged AS SELECT hour_millis, ${HOUR_NAMES}, ${Object.keys(SUM_COLUMNS)
    .map((name) => `${fitted(`sum(${name})`)} AS ${name}`)
    .join(', ')} FROM hour_sums GROUP BY ALL ORDER BY hour_millis`,
  'DELETE FROM hour_sums',
  'INSERT INTO hour_sums SELECT * FROM merged',
  'DROP TABLE merged',
]
