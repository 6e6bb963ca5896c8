import { readCall } from '../call-of-span.ts'
import type { CallRecord } from '../call-record.ts'
import type { LedgerRow } from '../duckdb/row-reader.ts'
import { textReader } from './text-reader.ts'

/** The columns that a single call is read from. */
export const ROW_COLUMNS: Readonly<Record<string, string>> = {
  parent: 'ParentSpanId',
  start: 'toString(toUnixTimestamp64Nano(Timestamp))',
  duration: 'toString(Duration)',
  own_trace: 'TraceId',
  own_span: 'SpanId',
  attributes: 'SpanAttributes',
  resource: 'ResourceAttributes',
}

/** The call of a row with those columns; `undefined` when it is none. */
export function callOfSpanRow(row: LedgerRow): CallRecord | undefined {
  const startUnixNano = BigInt(String(row['start']))
  return readCall(
    {
      traceId: String(row['own_trace']),
      spanId: String(row['own_span']),
      parentSpanId: row['parent'] === '' ? undefined : String(row['parent']),
      startUnixNano,
      endUnixNano: startUnixNano + BigInt(String(row['duration'])),
    },
    textReader(row['attributes'] as Readonly<Record<string, string>>),
    textReader(row['resource'] as Readonly<Record<string, string>>),
  )
}
