import type { PriceBook, PriceOrigin } from '@costspan/cost/prices'
import type { CallRecord, CostParts } from '../ledger/call-record.ts'
import { startMillis } from '../ledger/time-step.ts'
import { quote, type QuoteLine } from '../price/quote.ts'
import { COST_PARTS } from './cost-parts.ts'

/** How a call came to its cost. */
export interface CallExplanation {
  /** What was recorded when the call ended, by what was paid for: adds up to its cost. */
  readonly parts: readonly { readonly name: keyof CostParts; readonly nanoUsd: bigint }[]
  /** The multiplications behind it; none where prices that we know do not lead to what was recorded. */
  readonly lines: readonly QuoteLine[]
  /** The pages that the lines refer to by index. */
  readonly origins: readonly PriceOrigin[]
  readonly priceVersion: string | undefined
  /** Why there are no lines. */
  readonly why: 'free' | 'no price' | 'priced otherwise' | undefined
}

/**
 * Explains what a call cost, line by line, by prices of the day of the call. The sum that was recorded is what counts: it
 * may follow own prices, discounts or amounts (audio, tools) that the ledger does not keep, and then the lines are left out.
 */
export function explainCall(call: CallRecord, book: PriceBook): CallExplanation {
  const parts = COST_PARTS.flatMap((name) => (call.parts[name] === 0n ? [] : [{ name, nanoUsd: call.parts[name] }]))
  const recorded = { parts, lines: [], origins: [], priceVersion: call.priceVersion }
  if (call.nanoUsd === undefined) return { ...recorded, why: 'no price' }
  if (call.nanoUsd === 0n) return { ...recorded, why: 'free' }
  const { input, output, cacheRead, cacheWrite, reasoning } = call.tokens
  const quoted = quote(
    {
      model: call.responseModel ?? call.requestModel ?? '',
      provider: call.provider,
      serviceTier: call.serviceTier,
      region: call.region,
      atMillis: startMillis(call),
      usage: { tokens: { input, output, cacheRead, cacheWrite, reasoning } },
    },
    book,
  )
  if (!quoted.priced || quoted.nanoUsd !== call.nanoUsd) return { ...recorded, why: 'priced otherwise' }
  const lines = quoted.lines.filter(({ quantity = 0 }) => quantity > 0)
  return { ...recorded, lines, origins: quoted.origins, why: undefined }
}
