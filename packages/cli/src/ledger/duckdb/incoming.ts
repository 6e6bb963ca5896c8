import { INTEGER, type DuckDBType, VARCHAR } from '@duckdb/node-api'
import { CALL_COLUMNS, type CallColumn } from './call-columns.ts'

/**
 * Where the calls of a batch wait until it is known which of them are new: tables in memory, of one connection, made anew for
 * each batch, because rows that are deleted keep their memory. Texts are numbers there, of words in the list that
 * `incoming_words` has.
 */
export const CREATE_INCOMING: readonly string[] = [
  `CREATE OR REPLACE TEMP TABLE incoming (${CALL_COLUMNS.map((column) => `${column.name} ${incomingType(column).toString()}`).join(', ')})`,
  'CREATE OR REPLACE TEMP TABLE incoming_words (words VARCHAR[])',
]

/** The columns of `call_rows` from the two tables. The list of words has none at 0, which stands for no text. */
export const INCOMING_COLUMNS: string = CALL_COLUMNS.map((column) =>
  isText(column) ? `words[${column.name}] AS ${column.name}` : column.name,
).join(', ')

export function isText({ type }: CallColumn): boolean {
  return type === VARCHAR
}

export function incomingType(column: CallColumn): DuckDBType {
  return isText(column) ? INTEGER : column.type
}

export const DROP_INCOMING: readonly string[] = ['DROP TABLE incoming', 'DROP TABLE incoming_words']
