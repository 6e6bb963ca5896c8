import { type CallFacts, type CallUsage, type PriceBook, priceCall } from '@costspan/cost/prices'
import type { CallResponse, TokenUsage } from '@costspan/instrumentation/providers'
import type { WireCall } from './wire-call.ts'

/**
 * What an answer cost, by the same function that prices spans, so that a budget and a trace tell the same amount whether or not
 * tracing is on.
 *
 * @returns nano-USD, or undefined where the price or the usage is not known
 */
export function priceAnswer(
  call: WireCall,
  response: CallResponse,
  usage: TokenUsage | undefined,
  isEstimated: boolean,
  book: PriceBook,
  atMillis: number,
): bigint | undefined {
  const facts: CallFacts = {
    operation: call.operation?.name ?? 'chat',
    provider: call.provider,
    requestModel: call.model,
    responseModel: response.model,
    serviceTier: response.serviceTier,
    region: response.region,
    usage: billed(response, usage),
    isEstimated,
    errorType: undefined,
    returnedUsd: response.costUsd,
    resends: 0,
    unobserved: { count: 0, maxInputTokens: undefined, maxOutputTokens: undefined },
  }
  return priceCall(facts, book, atMillis, 0).nanoUsd
}

function billed({ units, toolCalls = {} }: CallResponse, usage: TokenUsage | undefined): CallFacts['usage'] {
  const tools = Object.entries(toolCalls).map(([tool, calls]) => [`tool.${tool}`, calls] as const)
  const all = { ...units, ...Object.fromEntries(tools.filter(([, calls]) => calls > 0)) }
  const hasUnits = Object.keys(all).length > 0
  if (usage === undefined && !hasUnits) return undefined
  const told = Object.entries(usage ?? {}).filter(([, count]) => count !== undefined)
  const tokens: CallUsage['tokens'] = { input: 0, output: 0, ...Object.fromEntries(told) }
  return hasUnits ? { tokens, units: all, isPartial: false } : { tokens, isPartial: false }
}
