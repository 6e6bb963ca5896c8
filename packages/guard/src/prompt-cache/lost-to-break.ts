import type { PriceBook } from '@costspan/cost/prices'
import type { CallResponse } from '@costspan/instrumentation/providers'
import { priceAnswer } from '../http/price-answer.ts'
import type { WireCall } from '../http/wire-call.ts'

/**
 * What an answer would have cost less if so many more of its input tokens had been read from the cache, in nano-USD. Those it
 * wrote anew come first, as they cost most.
 */
export function lostToBreak(
  call: WireCall,
  response: CallResponse,
  lostTokens: number,
  prices: PriceBook,
  atMillis: number,
): bigint | undefined {
  const { usage } = response
  if (usage === undefined) return undefined
  const { cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0 } = usage
  const written = Math.max(0, cacheWrite - lostTokens)
  const unbroken = {
    ...usage,
    cacheRead: cacheRead + lostTokens,
    cacheWrite: written,
    cacheWrite1h: Math.min(cacheWrite1h, written),
  }
  const paid = priceAnswer(call, response, usage, false, prices, atMillis)
  const could = priceAnswer(call, response, unbroken, false, prices, atMillis)
  return paid === undefined || could === undefined ? undefined : paid - could
}
