import { LEDGER_DIMENSIONS, type LedgerDimension, type Selection } from '../ledger.ts'
import { DIMENSIONS, IDENTITY, IS_CALL } from './call-expressions.ts'
import { sqlText } from './sql-text.ts'

/**
 * The calls of a selection, as a subquery with the dimensions that are asked for under their own names and whatever else is
 * named. The exporter writes a batch again whose answer it did not see, so that each call counts once by what identifies it. That
 * is done on rows as they are, before anything is read from their attributes: afterwards it takes two to three times as long.
 */
export function callSource(
  table: string,
  selection: Selection,
  dimensions: readonly LedgerDimension[],
  others: Readonly<Record<string, string>>,
): string {
  const filters = Object.entries(selection.where ?? {}) as readonly [LedgerDimension, readonly (string | undefined)[]][]
  const wanted = new Set<LedgerDimension>(['status', 'traceId', 'spanId', ...dimensions])
  const columns = LEDGER_DIMENSIONS.filter((name) => wanted.has(name)).map((name) => `${DIMENSIONS[name]} AS "${name}"`)
  const named = Object.entries(others).map(([name, expression]) => `${expression} AS ${name}`)
  const conditions = [IS_CALL, ...inWindow(selection), ...filters.map(([name, values]) => oneOf(name, values))]
  return `(SELECT ${[...columns, 'toUnixTimestamp64Nano(Timestamp) AS start_nano', ...named].join(', ')} FROM (
      SELECT * FROM ${table} WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')} LIMIT 1 BY ${IDENTITY}
    ) SETTINGS output_format_json_escape_forward_slashes = 0) AS c`
}

/** A time on the left alone lets ClickHouse leave out the days and blocks that are outside. */
export function inWindow({ fromMillis, toMillis }: Selection): readonly string[] {
  return [bound('>=', fromMillis, -Infinity), bound('<', toMillis, Infinity)].filter((text) => text !== undefined)
}

function bound(sign: string, millis: number | undefined, open: number): string | undefined {
  if (millis === undefined || millis === open) return undefined
  if (!Number.isFinite(millis)) return '0'
  return `Timestamp ${sign} fromUnixTimestamp64Milli(toInt64(${Math.ceil(millis)}))`
}

function oneOf(name: LedgerDimension, wanted: readonly (string | undefined)[]): string {
  const dimension = DIMENSIONS[name]
  const values = wanted.filter((value) => value !== undefined)
  const isOne = values.length > 0 ? [`ifNull(${dimension} IN (${values.map(sqlText).join(', ')}), 0)`] : []
  const isNone = wanted.length > values.length ? [`${dimension} IS NULL`] : []
  return [...isOne, ...isNone].join(' OR ') || '0'
}
