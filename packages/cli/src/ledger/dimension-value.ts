import type { CallRecord } from './call-record.ts'
import type { LedgerDimension } from './ledger.ts'

/** The value that a call has in a dimension; `undefined` where it has none. */
export function dimensionValue(call: CallRecord, dimension: LedgerDimension): string | undefined {
  if (dimension === 'model') return call.responseModel ?? call.requestModel
  if (dimension === 'finishReason') return call.finishReasons[0]
  return call[dimension]
}
