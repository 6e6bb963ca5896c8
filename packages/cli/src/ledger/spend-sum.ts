import { isFallback, isRetry } from './attempt-kind.ts'
import type { CallRecord, CostParts } from './call-record.ts'
import { NO_PARTS } from './unknown-call.ts'
import type { SpendSum } from './ledger.ts'
import { TRUNCATED } from './truncated.ts'

/** What one call adds to a sum. */
export function spendSumOf(call: CallRecord): SpendSum {
  const { status, tokens, nanoUsd = 0n } = call
  const countIf = (condition: boolean): number => (condition ? call.calls : 0)
  return {
    calls: call.calls,
    pricedCalls: countIf(call.nanoUsd !== undefined),
    unpricedCalls: countIf(status === 'unpriced' || status === 'invalid'),
    estimatedCalls: countIf(status === 'estimated'),
    unobservedCalls: countIf(status === 'unobserved'),
    failedCalls: countIf(call.errorType !== undefined),
    retriedCalls: countIf(isRetry(call)),
    fallbackCalls: countIf(isFallback(call)),
    cacheLookups: countIf(call.cacheResult !== undefined),
    cacheHits: countIf(call.cacheResult !== undefined && call.cacheResult !== 'miss'),
    finishedCalls: countIf(call.finishReasons.length > 0),
    truncatedCalls: countIf(call.finishReasons.some((reason) => TRUNCATED.includes(reason))),

    nanoUsd,
    parts: call.parts,
    atRiskNanoUsd: call.atRiskNanoUsd,
    savedNanoUsd: call.savedNanoUsd,
    retriedNanoUsd: isRetry(call) ? nanoUsd : 0n,
    fallbackNanoUsd: isFallback(call) ? nanoUsd : 0n,
    retrievalNanoUsd: call.retrievalNanoUsd,

    inputTokens: tokens.input,
    outputTokens: tokens.output,
    cacheReadTokens: tokens.cacheRead,
    cacheWriteTokens: tokens.cacheWrite,
    reasoningTokens: tokens.reasoning,
    durationMillis: call.durationMillis,
  }
}

/** Adds sums, exactly. */
export function totalSpendSum(sums: readonly SpendSum[]): SpendSum {
  return sums.reduce(addSpendSums, NO_SPEND)
}

function addSpendSums(a: SpendSum, b: SpendSum): SpendSum {
  return {
    calls: a.calls + b.calls,
    pricedCalls: a.pricedCalls + b.pricedCalls,
    unpricedCalls: a.unpricedCalls + b.unpricedCalls,
    estimatedCalls: a.estimatedCalls + b.estimatedCalls,
    unobservedCalls: a.unobservedCalls + b.unobservedCalls,
    failedCalls: a.failedCalls + b.failedCalls,
    retriedCalls: a.retriedCalls + b.retriedCalls,
    fallbackCalls: a.fallbackCalls + b.fallbackCalls,
    cacheLookups: a.cacheLookups + b.cacheLookups,
    cacheHits: a.cacheHits + b.cacheHits,
    finishedCalls: a.finishedCalls + b.finishedCalls,
    truncatedCalls: a.truncatedCalls + b.truncatedCalls,

    nanoUsd: a.nanoUsd + b.nanoUsd,
    parts: addParts(a.parts, b.parts),
    atRiskNanoUsd: a.atRiskNanoUsd + b.atRiskNanoUsd,
    savedNanoUsd: a.savedNanoUsd + b.savedNanoUsd,
    retriedNanoUsd: a.retriedNanoUsd + b.retriedNanoUsd,
    fallbackNanoUsd: a.fallbackNanoUsd + b.fallbackNanoUsd,
    retrievalNanoUsd: a.retrievalNanoUsd + b.retrievalNanoUsd,

    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    durationMillis: a.durationMillis + b.durationMillis,
  }
}

function addParts(a: CostParts, b: CostParts): CostParts {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    reasoning: a.reasoning + b.reasoning,
    audio: a.audio + b.audio,
    image: a.image + b.image,
    tool: a.tool + b.tool,
    request: a.request + b.request,
  }
}

/** What no calls cost. */
export const NO_SPEND: SpendSum = {
  calls: 0,
  pricedCalls: 0,
  unpricedCalls: 0,
  estimatedCalls: 0,
  unobservedCalls: 0,
  failedCalls: 0,
  retriedCalls: 0,
  fallbackCalls: 0,
  cacheLookups: 0,
  cacheHits: 0,
  finishedCalls: 0,
  truncatedCalls: 0,
  nanoUsd: 0n,
  parts: NO_PARTS,
  atRiskNanoUsd: 0n,
  savedNanoUsd: 0n,
  retriedNanoUsd: 0n,
  fallbackNanoUsd: 0n,
  retrievalNanoUsd: 0n,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  durationMillis: 0,
}
