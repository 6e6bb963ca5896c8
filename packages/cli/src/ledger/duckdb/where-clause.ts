import { LEDGER_DIMENSIONS, type LedgerDimension, type Selection } from '../ledger.ts'
import { DIMENSION_COLUMNS } from './dimension-columns.ts'

/** A condition, and the texts that its `?` stand for. */
export interface WhereClause {
  readonly sql: string
  readonly values: readonly string[]
}

/** The dimensions of a selection as a condition on columns that are called like them. */
export function whereDimensions({ where = {} }: Selection): WhereClause {
  return allOf(filtersOf(where).map(([dimension, wanted]) => oneOf(`"${dimension}"`, wanted)))
}

/** A whole selection as a condition on `call_rows`. */
export function whereRows(selection: Selection): WhereClause {
  const conditions = filtersOf(selection.where ?? {}).map(([dimension, wanted]) => {
    const digits = ID_DIGITS[dimension]
    return digits === undefined ? oneOf(DIMENSION_COLUMNS[dimension], wanted) : oneOfIds(dimension, digits, wanted)
  })
  return allOf([{ sql: inWindow(selection), values: [] }, ...conditions])
}

/** Compared with the stored number itself, because the database then skips the blocks that are outside. */
export function inWindow({ fromMillis = -Infinity, toMillis = Infinity }: Selection): string {
  const bounds = [
    Number.isFinite(fromMillis) ? `start_nano >= ${nanoOf(fromMillis)}` : '',
    Number.isFinite(toMillis) ? `start_nano < ${nanoOf(toMillis)}` : '',
  ].filter((bound) => bound !== '')
  if (fromMillis === Infinity || toMillis === -Infinity) return 'false'
  return bounds.length === 0 ? 'true' : bounds.join(' AND ')
}

/** The times of calls are cut to whole milliseconds, so that a bound within one holds from the next. */
function nanoOf(millis: number): bigint {
  return BigInt(Math.ceil(millis)) * 1_000_000n
}

type Wanted = readonly (string | undefined)[]

function filtersOf(where: NonNullable<Selection['where']>): readonly (readonly [LedgerDimension, Wanted])[] {
  return LEDGER_DIMENSIONS.flatMap((dimension) => {
    const wanted = where[dimension]
    return wanted === undefined ? [] : [[dimension, wanted] as const]
  })
}

function allOf(clauses: readonly WhereClause[]): WhereClause {
  return {
    sql: ['true', ...clauses.map(({ sql }) => `(${sql})`)].join(' AND '),
    values: clauses.flatMap(({ values }) => values),
  }
}

function oneOf(column: string, wanted: Wanted): WhereClause {
  const values = wanted.filter((value) => value !== undefined)
  const isNone = wanted.length > values.length ? [`${column} IS NULL`] : []
  const isOne = values.length > 0 ? [`${column} IN (${values.map(() => '?').join(', ')})`] : []
  return { sql: [...isOne, ...isNone].join(' OR ') || 'false', values }
}

const ID_DIGITS: Readonly<Partial<Record<LedgerDimension, number>>> = { traceId: 32, spanId: 16 }

/** Ids are stored as numbers. What is no such id belongs to no call. */
function oneOfIds(dimension: LedgerDimension, digits: number, wanted: Wanted): WhereClause {
  const ids = wanted.filter((id) => id !== undefined && id.length === digits && /^[0-9a-f]+$/.test(id))
  const column = dimension === 'traceId' ? 'trace_id' : 'span_id'
  return {
    sql: ids.length === 0 ? 'false' : `${column} IN (${ids.map((id) => BigInt(`0x${id}`)).join(', ')})`,
    values: [],
  }
}
