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
  const all: Record<string, number> = { ...units }
  for (const tool in toolCalls) {
    const calls = toolCalls[tool] ?? 0
    if (calls > 0) all[`tool.${tool}`] = calls
  }
  const hasUnits = Object.keys(all).length > 0
  if (usage === undefined && !hasUnits) return undefined
  const tokens: Writable<CallUsage['tokens']> = { input: 0, output: 0 }
  for (const kind in usage) {
    const count = usage[kind as keyof TokenUsage]
    if (count !== undefined) tokens[kind as keyof TokenUsage] = count
  }
  return hasUnits ? { tokens, units: all, isPartial: false } : { tokens, isPartial: false }
}

type Writable<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] }
