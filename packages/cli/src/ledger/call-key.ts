import type { CallRecord } from './call-record.ts'

/** What makes a call the same one when it is told of again. */
export function callKey({ traceId, spanId }: Pick<CallRecord, 'traceId' | 'spanId'>): string {
  return `${traceId}/${spanId}`
}
