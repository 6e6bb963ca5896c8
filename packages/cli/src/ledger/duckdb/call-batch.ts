import { DuckDBDataChunk } from '@duckdb/node-api'
import { callKey } from '../call-key.ts'
import type { CallRecord } from '../call-record.ts'
import { CALL_COLUMNS } from './call-columns.ts'

/** Calls in the form in which the database takes them, each once. */
export interface CallBatch {
  readonly chunks: readonly DuckDBDataChunk[]
  readonly calls: number
  /** How many were left out because the batch had them already. */
  readonly repeated: number
}

/** The most rows of one chunk of DuckDB. */
const CHUNK_ROWS = 2048

const TYPES = CALL_COLUMNS.map(({ type }) => type)

/** Lays calls out by columns. This needs no database, so that it is done while the batch before is still being written. */
export function callBatch(given: readonly CallRecord[]): CallBatch {
  const calls = eachOnce(given)
  const chunks: DuckDBDataChunk[] = []
  for (let start = 0; start < calls.length; start += CHUNK_ROWS) {
    const rows = calls.slice(start, start + CHUNK_ROWS)
    const chunk = DuckDBDataChunk.create(TYPES, rows.length)
    CALL_COLUMNS.forEach(({ of }, index) => chunk.setColumnValues(index, rows.map(of)))
    chunks.push(chunk)
  }
  return { chunks, calls: calls.length, repeated: given.length - calls.length }
}

/** Of calls with the same ids, the first. */
function eachOnce(calls: readonly CallRecord[]): readonly CallRecord[] {
  const seen = new Set<string>()
  return calls.filter((call) => {
    const key = callKey(call)
    return !seen.has(key) && seen.add(key)
  })
}
