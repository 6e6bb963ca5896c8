import type { CallRecord } from '../ledger/call-record.ts'

/** What some calls cost and used together. */
export interface Spend {
  /** The cost of the calls whose cost is known. */
  readonly nanoUsd: bigint
  /** What attempts without an answer may have cost beyond `nanoUsd`, at the most. */
  readonly atRiskNanoUsd: bigint
  readonly calls: number
  /** Calls whose cost is known, be it 0. */
  readonly pricedCalls: number
  /** Calls that no price was found for, or whose usage makes no sense: not in `nanoUsd`. */
  readonly unpricedCalls: number
  /** Calls whose tokens were counted on our side, because the provider sent no usage: in `nanoUsd`. */
  readonly estimatedCalls: number
  /** Calls that were sent and brought no usage back: their cost is not known, see `atRiskNanoUsd`. */
  readonly unobservedCalls: number
  readonly failedCalls: number
  readonly retriedCalls: number
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly outputTokens: number
  readonly reasoningTokens: number
}

/** What no calls cost. */
const NO_SPEND: Spend = {
  nanoUsd: 0n,
  atRiskNanoUsd: 0n,
  calls: 0,
  pricedCalls: 0,
  unpricedCalls: 0,
  estimatedCalls: 0,
  unobservedCalls: 0,
  failedCalls: 0,
  retriedCalls: 0,
  inputTokens: 0,
  cacheReadTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
}

export function spendOf(call: CallRecord): Spend {
  return {
    nanoUsd: call.nanoUsd ?? 0n,
    atRiskNanoUsd: call.atRiskNanoUsd,
    calls: 1,
    pricedCalls: countIf(call.nanoUsd !== undefined),
    unpricedCalls: countIf(call.status === 'unpriced' || call.status === 'invalid'),
    estimatedCalls: countIf(call.status === 'estimated'),
    unobservedCalls: countIf(call.status === 'unobserved'),
    failedCalls: countIf(call.errorType !== undefined),
    retriedCalls: countIf(call.attemptIndex > 0),
    inputTokens: call.tokens.input,
    cacheReadTokens: call.tokens.cacheRead,
    outputTokens: call.tokens.output,
    reasoningTokens: call.tokens.reasoning,
  }
}

function addSpend(a: Spend, b: Spend): Spend {
  return {
    nanoUsd: a.nanoUsd + b.nanoUsd,
    atRiskNanoUsd: a.atRiskNanoUsd + b.atRiskNanoUsd,
    calls: a.calls + b.calls,
    pricedCalls: a.pricedCalls + b.pricedCalls,
    unpricedCalls: a.unpricedCalls + b.unpricedCalls,
    estimatedCalls: a.estimatedCalls + b.estimatedCalls,
    unobservedCalls: a.unobservedCalls + b.unobservedCalls,
    failedCalls: a.failedCalls + b.failedCalls,
    retriedCalls: a.retriedCalls + b.retriedCalls,
    inputTokens: a.inputTokens + b.inputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
  }
}

export function totalSpend(spends: readonly Spend[]): Spend {
  return spends.reduce(addSpend, NO_SPEND)
}

function countIf(condition: boolean): number {
  return condition ? 1 : 0
}
