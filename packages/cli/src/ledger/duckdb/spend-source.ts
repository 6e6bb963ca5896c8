import type { LedgerDimension, Selection } from '../ledger.ts'
import { HOUR_MILLIS } from '../time-step.ts'
import { DIMENSION_COLUMNS, HOUR_DIMENSIONS } from './dimension-columns.ts'
import type { LedgerFacts } from './ledger-facts.ts'
import { SUM_COLUMNS } from './sum-columns.ts'
import { inWindow } from './where-clause.ts'

/** What is asked of the sums, besides the window. */
export interface SpendQuestion extends Selection {
  /** All dimensions that groups or conditions need. */
  readonly dimensions: readonly LedgerDimension[]
  /** The length of a step; a minute is in no hourly sum. */
  readonly stepMillis?: number
}

/**
 * What sums are taken over, as a subquery with the columns `at_millis`, the dimensions under their own names, and the sums:
 * the hourly sums where they tell all that is asked, because they are fewer, and the rows of hours that a bound cuts or that
 * are not in them yet; else the rows, and for the time before the first row that is kept the hourly sums, in which calls have
 * no user.
 */
export function spendSource(question: SpendQuestion, { rowsFromMillis = -Infinity, rolledBatch }: LedgerFacts): string {
  const { fromMillis = -Infinity, toMillis = Infinity, dimensions } = question
  const [first, end] = [firstHour(fromMillis), lastHour(toMillis)]
  const rowsIn = (window: Selection): string => `${rowColumns(dimensions)} WHERE ${inWindow(window)}`
  const hoursIn = (from: number, to: number): string => hoursOf(dimensions, from, to)
  if (!isInHours(question) || first >= end) {
    return union([rowsIn({ fromMillis, toMillis }), hoursIn(fromMillis, Math.min(toMillis, rowsFromMillis))])
  }
  return union([
    // Of hours that are cut by a bound and whose rows are gone, those count whose beginning is inside.
    hoursIn(first, rowsFromMillis > end ? toMillis : end),
    fromMillis < first ? rowsIn({ fromMillis, toMillis: first }) : '',
    `${rowsIn({ fromMillis: first, toMillis: end })} AND batch > ${rolledBatch}`,
    end < toMillis ? rowsIn({ fromMillis: end, toMillis }) : '',
  ])
}

/** Whether the hourly sums tell what is asked apart. */
export function isInHours({ dimensions, where = {}, stepMillis = HOUR_MILLIS }: SpendQuestion): boolean {
  const needed = [...dimensions, ...Object.keys(where)]
  return stepMillis >= HOUR_MILLIS && needed.every((name) => HOUR_DIMENSIONS.some((dimension) => dimension === name))
}

function firstHour(millis: number): number {
  return Number.isFinite(millis) ? Math.ceil(millis / HOUR_MILLIS) * HOUR_MILLIS : millis
}

function lastHour(millis: number): number {
  return Number.isFinite(millis) ? Math.floor(millis / HOUR_MILLIS) * HOUR_MILLIS : millis
}

function union(sources: readonly string[]): string {
  return `(${sources.filter((source) => source !== '').join(' UNION ALL BY NAME ')})`
}

/** Nothing where the window is empty, because a statement is planned in less time without it. */
function hoursOf(dimensions: readonly LedgerDimension[], fromMillis: number, toMillis: number): string {
  if (fromMillis >= toMillis) return ''
  const from = Number.isFinite(fromMillis) ? `hour_millis >= ${Math.ceil(fromMillis)}` : 'true'
  const to = Number.isFinite(toMillis) ? `hour_millis < ${Math.ceil(toMillis)}` : 'true'
  const columns = named(dimensions, (name) => (HOUR_DIMENSIONS.includes(name) ? `"${name}"` : 'NULL::VARCHAR'))
  return `SELECT hour_millis AS at_millis, ${columns} ${Object.keys(SUM_COLUMNS).join(', ')} FROM hour_sums WHERE ${from} AND ${to}`
}

function rowColumns(dimensions: readonly LedgerDimension[]): string {
  const columns = named(dimensions, (name) => DIMENSION_COLUMNS[name])
  return `SELECT start_nano // 1000000 AS at_millis, ${columns} ${ROW_SUMS} FROM call_rows`
}

const ROW_SUMS = Object.entries(SUM_COLUMNS)
  .map(([name, sql]) => `${sql} AS ${name}`)
  .join(', ')

/** Only those that are needed, because each takes time to plan. */
function named(dimensions: readonly LedgerDimension[], sqlOf: (name: LedgerDimension) => string): string {
  return [...new Set(dimensions)].map((name) => `${sqlOf(name)} AS "${name}",`).join(' ')
}
