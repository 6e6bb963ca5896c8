import type { CallUsage, PriceBook, TokenUsage } from '@costspan/cost/prices'
import type { CallRecord } from '../ledger/call-record.ts'
import { startMillis } from '../ledger/time-step.ts'

/**
 * The tokens of a call, as far as the ledger tells them; undefined for a call that cannot be priced by them: its usage is not
 * known, audio or images are among its tokens, or its cost is not that of tokens. Answers of our own cache cost nothing at any
 * price.
 */
export function tokenUsage(call: CallRecord, book: PriceBook): CallUsage | undefined {
  const { tokens, parts, status, cacheResult } = call
  const isHit = cacheResult !== undefined && cacheResult !== 'miss'
  const hasOthers = parts.audio !== 0n || parts.image !== 0n || call.calls !== 1
  if (isHit || hasOthers || !(status === 'reported' || status === 'estimated' || status === 'unpriced'))
    return undefined
  const { input, output, cacheRead, cacheWrite, reasoning } = tokens
  if (input + output === 0) return undefined
  const usage: TokenUsage = { input, output, cacheRead, cacheWrite, reasoning }
  return { tokens: cacheWrite === 0 ? usage : { ...usage, cacheWrite1h: writesOfAnHour(call, book) } }
}

/** The model that is priced, which is the one that answered. */
export function pricedModel({ responseModel, requestModel }: CallRecord): string | undefined {
  return responseModel ?? requestModel
}

/** The ledger keeps what cache writes cost and not how long they last; two prices tell one from the other. */
function writesOfAnHour(call: CallRecord, book: PriceBook): number {
  const price = book.find({
    provider: call.provider,
    model: pricedModel(call) ?? '',
    atMillis: startMillis(call),
    inputTokens: call.tokens.input,
    serviceTier: call.serviceTier,
    region: call.region,
  })
  const { cacheWrite: short, cacheWrite1h: long } = price.priced ? price.rates.tokens : {}
  if (short === undefined || long === undefined || long <= short) return 0
  const more = call.parts.cacheWrite * 1_000n - BigInt(call.tokens.cacheWrite) * short
  const tokens = Number((2n * more + (long - short)) / (2n * (long - short)))
  return Math.min(Math.max(0, tokens), call.tokens.cacheWrite)
}
