import { LEDGER_DIMENSIONS, type LedgerDimension, type Selection } from '../ledger.ts'
import { HOUR_MILLIS } from '../time-step.ts'
import { DIMENSION_COLUMNS, HOUR_DIMENSIONS } from './dimension-columns.ts'
import type { LedgerFacts } from './ledger-facts.ts'
import { SUM_COLUMNS } from './sum-columns.ts'
import { inWindow } from './where-clause.ts'

/**
 * What sums are taken over, as a subquery with the columns `at_millis`, the dimensions under their own names, and the sums:
 * the hourly sums where they tell all that is asked, because they are fewer, and the rows that are not in them yet; else the
 * rows, and for the time before the first row that is kept the hourly sums, in which calls have no user.
 */
export function spendSource(
  selection: Selection,
  dimensions: readonly LedgerDimension[],
  { rowsFromMillis, rolledBatch }: LedgerFacts,
): string {
  const rows = `${ROWS} WHERE ${inWindow(selection)}`
  const hours = `${HOURS} WHERE ${hourWindow(selection)}`
  if (isAligned(selection) && dimensions.every((dimension) => HOUR_DIMENSIONS.includes(dimension))) {
    return `(${hours} UNION ALL BY NAME ${rows} AND batch > ${rolledBatch})`
  }
  return rowsFromMillis === undefined
    ? `(${rows})`
    : `(${rows} UNION ALL BY NAME ${hours} AND hour_millis < ${rowsFromMillis})`
}

function isAligned({ fromMillis = 0, toMillis = 0 }: Selection): boolean {
  return [fromMillis, toMillis].every((millis) => !Number.isFinite(millis) || millis % HOUR_MILLIS === 0)
}

/** Of hours that are cut by a bound, those count whose beginning is inside. */
function hourWindow({ fromMillis = -Infinity, toMillis = Infinity }: Selection): string {
  const from = Number.isFinite(fromMillis) ? `hour_millis >= ${Math.ceil(fromMillis)}` : `${fromMillis < 0}`
  const to = Number.isFinite(toMillis) ? `hour_millis < ${Math.ceil(toMillis)}` : `${toMillis > 0}`
  return `${from} AND ${to}`
}

const ROWS = `SELECT start_nano // 1000000 AS at_millis,
  ${LEDGER_DIMENSIONS.map((dimension) => `${DIMENSION_COLUMNS[dimension]} AS "${dimension}"`).join(', ')},
  ${Object.entries(SUM_COLUMNS)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ')}
  FROM call_rows`

const HOURS = `SELECT hour_millis AS at_millis,
  ${LEDGER_DIMENSIONS.map((dimension) => `${HOUR_DIMENSIONS.includes(dimension) ? '' : 'NULL::VARCHAR AS '}"${dimension}"`).join(', ')},
  ${Object.keys(SUM_COLUMNS).join(', ')} FROM hour_sums`
