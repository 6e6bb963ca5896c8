import { calculateCost, type CallUsage, type PriceBook } from '@costspan/cost/prices'
import type { CallRecord } from '../ledger/call-record.ts'
import { startMillis } from '../ledger/time-step.ts'
import { pricedModel, tokenUsage } from './call-usage.ts'
import { tokenRange } from './tokenizers.ts'

/** What would have been otherwise. What is absent stays as it was. */
export interface Change {
  /** The models that it is about, exact or with `*`; without it, all. */
  readonly from?: string
  readonly model?: string
  /** Who serves that model; without it, told from its name. */
  readonly provider?: string
  readonly serviceTier?: string
  /** When the calls are made, for the prices of another day; without it, when they were. */
  readonly atMillis?: number
}

/** What one call would have cost. Equal bounds are an exact amount. */
export interface Outcome {
  readonly lowNanoUsd: bigint
  readonly highNanoUsd: bigint
}

/**
 * What a call would have cost; undefined where that cannot be said, because the ledger lacks its tokens or there is no price.
 *
 * Another model brings a range: its tokenizer cuts the same text otherwise, and what the provider's prompt cache had may have to
 * be read anew. What was paid for tools and requests stays. Whether the other model answers at the same length, or well, no
 * ledger can tell.
 */
export function whatIf(call: CallRecord, change: Change, book: PriceBook): Outcome | undefined {
  const usage = tokenUsage(call, book)
  const model = pricedModel(call)
  if (usage === undefined || model === undefined) return undefined
  const asOther = change.model !== undefined && change.model !== model
  const { low, high } = asOther ? tokenRange(model, change.model ?? model) : { low: 100, high: 100 }
  const isCold = asOther || (change.serviceTier === 'batch' && call.serviceTier !== 'batch')
  const usages = [scaled(usage, low, Math.floor), scaled(usage, high, Math.ceil)]
  const costs = [...usages, ...(isCold ? usages.map(withoutCache) : [])].map((each) => costOf(each, call, change, book))
  if (costs.some((cost) => cost === undefined)) return undefined
  const known = costs.filter((cost) => cost !== undefined)
  const kept = call.parts.tool + call.parts.request
  return {
    lowNanoUsd: kept + known.reduce((least, cost) => (cost < least ? cost : least)),
    highNanoUsd: kept + known.reduce((most, cost) => (cost > most ? cost : most)),
  }
}

function costOf(usage: CallUsage, call: CallRecord, change: Change, book: PriceBook): bigint | undefined {
  const { model = pricedModel(call) ?? '', serviceTier = call.serviceTier, atMillis = startMillis(call) } = change
  const price = book.find({
    provider: change.model === undefined ? call.provider : change.provider,
    model,
    atMillis,
    inputTokens: usage.tokens.input,
    serviceTier,
    region: change.model === undefined ? call.region : undefined,
  })
  if (!price.priced) return undefined
  // A price for each request is in the call's own part, which stays.
  const { request: _, ...units } = price.rates.units
  const cost = calculateCost(usage, { tokens: price.rates.tokens, units })
  return cost.status === 'priced' ? cost.nanoUsd : undefined
}

/** Each leaf on its own, so that parts never exceed their totals. */
function scaled({ tokens }: CallUsage, percent: number, round: (value: number) => number): CallUsage {
  const times = (count = 0): number => round((count * percent) / 100)
  const { input, output, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0, reasoning = 0 } = tokens
  const read = times(cacheRead)
  const hour = times(cacheWrite1h)
  const written = times(cacheWrite - cacheWrite1h) + hour
  const thought = times(reasoning)
  return {
    tokens: {
      input: times(input - cacheRead - cacheWrite) + read + written,
      output: times(output - reasoning) + thought,
      cacheRead: read,
      cacheWrite: written,
      cacheWrite1h: hour,
      reasoning: thought,
    },
  }
}

function withoutCache({ tokens: { input, output, reasoning = 0 } }: CallUsage): CallUsage {
  return { tokens: { input, output, reasoning } }
}
