import { type DuckDBConnection, DuckDBDataChunk, type DuckDBAppender, LIST, VARCHAR, listValue } from '@duckdb/node-api'
import type { CallRecord } from '../call-record.ts'
import { CALL_COLUMNS, type CallColumn } from './call-columns.ts'
import { CREATE_INCOMING, incomingType, isText } from './incoming.ts'
import { createWordList, type WordList } from './word-list.ts'

/** The most rows of one chunk of DuckDB. */
const CHUNK_ROWS = 2048

const TYPES = CALL_COLUMNS.map(incomingType)

/** Lays calls out by columns, and hands them to the tables of incoming calls. */
export async function fillIncoming(connection: DuckDBConnection, calls: readonly CallRecord[]): Promise<void> {
  for (const statement of CREATE_INCOMING) await connection.run(statement)
  const words = createWordList()
  await withAppender(connection, 'incoming', (appender) => appendRows(appender, calls, words))
  await withAppender(connection, 'incoming_words', (appender) => {
    const list = DuckDBDataChunk.create([LIST(VARCHAR)], 1)
    list.setColumnValues(0, [listValue([...words.words()])])
    appender.appendDataChunk(list)
  })
}

/** One chunk is filled again and again: its memory is the database's, and is given back whenever garbage is collected. */
function appendRows(appender: DuckDBAppender, calls: readonly CallRecord[], words: WordList): void {
  const chunk = DuckDBDataChunk.create(TYPES, Math.min(CHUNK_ROWS, calls.length))
  for (let start = 0; start < calls.length; start += CHUNK_ROWS) {
    const rows = calls.slice(start, start + CHUNK_ROWS)
    if (rows.length !== chunk.rowCount) chunk.rowCount = rows.length
    CALL_COLUMNS.forEach((column, index) => chunk.setColumnValues(index, valuesOf(column, rows, words)))
    appender.appendDataChunk(chunk)
  }
}

function valuesOf(column: CallColumn, rows: readonly CallRecord[], words: WordList): ReturnType<CallColumn['of']>[] {
  const { of } = column
  if (!isText(column)) return rows.map(of)
  return rows.map((call) => {
    const text = of(call)
    return words.numberOf(typeof text === 'string' ? text : null)
  })
}

async function withAppender(
  connection: DuckDBConnection,
  table: string,
  append: (appender: DuckDBAppender) => void,
): Promise<void> {
  const appender = await connection.createAppender(table)
  try {
    append(appender)
  } finally {
    appender.closeSync()
  }
}
