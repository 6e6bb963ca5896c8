import { type CostResult, type PriceBook, type TokenUsage, calculateCost, usdToNano } from '@costspan/cost/prices'
import { createHash } from 'node:crypto'
import type { CallRecord, CostParts } from '../ledger/call-record.ts'
import { NO_PARTS, UNKNOWN_CALL } from '../ledger/unknown-call.ts'

/** What another tool's export says of a call, or a provider's report of several. */
export interface ImportedCall {
  readonly origin: string
  /** What tells the row from others of the same tool. A row without an id is told by all that is in it. */
  readonly id: string
  readonly trace?: string | undefined
  readonly atMillis: number
  readonly durationMillis?: number | undefined
  readonly tokens: TokenUsage
  /** What the tool says that it cost, in USD; without it the call is priced by us. */
  readonly usd?: string | undefined
  /** The same by part, where the tool tells. */
  readonly parts?: Partial<CostParts> | undefined
  /** The input of one call, where the row stands for several: prices may rise with it. */
  readonly contextTokens?: number
  /** What the ledger keeps as it is. */
  readonly kept: Partial<CallRecord>
}

/** The ledger's row of it. */
export function importedCall(call: ImportedCall, book: PriceBook): CallRecord {
  const { tokens, atMillis, kept } = call
  return {
    ...UNKNOWN_CALL,
    origin: call.origin,
    traceId: idOf(call.trace ?? call.id, call.origin, 32),
    spanId: idOf(call.id, call.origin, 16),
    startUnixNano: BigInt(Math.round(atMillis * 1000)) * 1000n,
    durationMillis: Math.max(0, call.durationMillis ?? 0),
    tokens: {
      input: tokens.input,
      output: tokens.output,
      cacheRead: tokens.cacheRead ?? 0,
      cacheWrite: tokens.cacheWrite ?? 0,
      reasoning: tokens.reasoning ?? 0,
    },
    ...kept,
    ...costOf(call, book),
  }
}

type ImportedCost = Pick<CallRecord, 'status' | 'nanoUsd' | 'parts' | 'unpricedReason' | 'priceVersion'>

/**
 * A cost that the tool tells wins, as one that a gateway returns does; but a 0 for tokens may be a price that the tool does
 * not have, so that ours holds there.
 */
function costOf(call: ImportedCall, book: PriceBook): ImportedCost {
  const told = call.usd === undefined ? undefined : usdToNano(call.usd)
  const { input, output } = call.tokens
  const none = { unpricedReason: undefined, priceVersion: undefined }
  if (input + output === 0 && (told ?? 0n) === 0n && call.kept.errorType !== undefined) {
    return { ...none, status: 'failed', nanoUsd: 0n, parts: NO_PARTS }
  }
  if (told !== undefined && (told > 0n || input + output === 0)) {
    return { ...none, status: 'reported', nanoUsd: told, parts: partsOf(told, call.parts) }
  }
  return pricedByUs(call, book)
}

/** The parts that a tool tells are rounded each for itself; what is left of the sum, or all of it, is of the request. */
function partsOf(nanoUsd: bigint, told: Partial<CostParts> = {}): CostParts {
  const parts = { ...NO_PARTS, ...told }
  const rest = nanoUsd - Object.values(parts).reduce((sum, part) => sum + part, 0n)
  return rest < 0n ? { ...NO_PARTS, request: nanoUsd } : { ...parts, request: parts.request + rest }
}

function pricedByUs(
  { tokens, atMillis, contextTokens = tokens.input, kept }: ImportedCall,
  book: PriceBook,
): ImportedCost {
  const { provider, serviceTier, region, responseModel, requestModel } = kept
  const model = responseModel ?? requestModel
  const unknown = { nanoUsd: undefined, parts: NO_PARTS, priceVersion: undefined }
  if (model === undefined) return { ...unknown, status: 'unpriced', unpricedReason: 'no_model' }
  const price = book.find({ provider, model, atMillis, inputTokens: contextTokens, serviceTier, region })
  if (!price.priced) return { ...unknown, status: 'unpriced', unpricedReason: price.reason }
  const cost = calculateCost({ tokens }, price.rates)
  if (cost.status === 'unpriced') return { ...unknown, status: 'unpriced', unpricedReason: cost.reason }
  if (cost.status === 'invalid') return { ...unknown, status: 'invalid', unpricedReason: undefined }
  return {
    status: 'reported',
    nanoUsd: cost.nanoUsd,
    parts: ownParts(cost.parts),
    unpricedReason: undefined,
    priceVersion: price.source,
  }
}

function ownParts(parts: Extract<CostResult, { readonly status: 'priced' }>['parts']): CostParts {
  const { cache_read: cacheRead = 0n, cache_write: cacheWrite = 0n, ...others } = parts
  return { ...NO_PARTS, ...others, cacheRead, cacheWrite }
}

/** A tool that is built on OpenTelemetry has the ids of the spans, by which a call that came both ways is known again. */
function idOf(id: string, origin: string, digits: number): string {
  if (id.length === digits && /^[0-9a-f]+$/.test(id)) return id
  return createHash('sha256').update(`${origin}:${id}`).digest('hex').slice(0, digits)
}
