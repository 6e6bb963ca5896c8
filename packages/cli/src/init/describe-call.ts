import type { PriceBook } from '@costspan/cost/prices'
import { explainCall } from '../dashboard/explain-call.ts'
import type { CallRecord } from '../ledger/call-record.ts'
import { formatCount } from '../reports/format-count.ts'
import { formatUsd } from '../reports/format-usd.ts'

/** A call in a few lines: what was called, what it cost, and the multiplications behind that. */
export function describeCall(call: CallRecord, book: PriceBook): string {
  const model = call.responseModel ?? call.requestModel ?? 'unknown model'
  const cost = call.nanoUsd === undefined ? `no price (${call.unpricedReason})` : formatUsd(call.nanoUsd, 9)
  const { input, output } = call.tokens
  const heading = `${call.operation} ${model}: ${cost}, ${formatCount(input)} tokens in, ${formatCount(output)} out`
  const lines = explainCall(call, book).lines.map(
    ({ what, quantity = 0, ratePicoUsd }) => `  ${quantity} ${what} at $${Number(ratePicoUsd) / 1e6} per million`,
  )
  return `${[heading, ...lines].join('\n')}\n`
}
