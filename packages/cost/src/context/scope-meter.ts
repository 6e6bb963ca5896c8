import { nanoToUsd } from '../money/nano-usd.ts'
import type { TokenUsage } from '../usage/call-usage.ts'

/** The facts of one finished call that a scope adds up. */
export interface MeteredCall {
  readonly status: 'reported' | 'estimated' | 'unobserved' | 'unpriced' | 'invalid' | 'failed'
  /** What the call cost; undefined where that is unknown, which is not zero. */
  readonly nanoUsd?: bigint | undefined
  readonly usage?: TokenUsage | undefined
  /** How many HTTP requests the call made after its first. */
  readonly resends: number
  /** What a cache, or a cheaper model, saved. */
  readonly savedNanoUsd?: bigint | undefined
  /** What attempts without usage may have cost beyond `nanoUsd`, at the most. */
  readonly atRiskNanoUsd?: bigint | undefined
}

/** The sums of a scope at one moment. */
export interface ScopeSnapshot {
  /** Cost of the priced calls in USD, as the nearest double. */
  readonly costUsd: number
  /** Cost of the priced calls in nano-USD (1e-9 USD), exact. */
  readonly nanoUsd: bigint
  readonly inputTokens: number
  readonly outputTokens: number
  readonly totalTokens: number
  /** Calls that ended, whatever their outcome. */
  readonly calls: number
  /** Calls whose cost is unknown: no price, no usage, or usage that contradicts itself. They are not in `costUsd`. */
  readonly unpricedCalls: number
  /** Calls whose tokens were counted here, because the provider sent none. */
  readonly estimatedCalls: number
  /** Calls that were sent and brought nothing back; `atRiskUsd` bounds them. */
  readonly unobservedCalls: number
  /** HTTP requests beyond the first of each call. */
  readonly retries: number
  /** Saved by caches and cheaper models, in USD. */
  readonly savedUsd: number
  /** What attempts without usage may have cost beyond `costUsd`, at the most, in USD. */
  readonly atRiskUsd: number
}

/** A live meter: its fields are always the sums of this moment. */
export interface ScopeMeter extends ScopeSnapshot {
  /** The sums of this moment, as a value that no longer changes. */
  snapshot(): ScopeSnapshot
}

/** A meter with the door through which calls are added. */
export interface MeteredScope {
  readonly meter: ScopeMeter
  add(call: MeteredCall): void
}

/** A scope that has seen no call. */
export function createScope(): MeteredScope {
  const sums = {
    nanoUsd: 0n,
    savedNanoUsd: 0n,
    atRiskNanoUsd: 0n,
    inputTokens: 0,
    outputTokens: 0,
    calls: 0,
    retries: 0,
  }
  const byStatus = { reported: 0, estimated: 0, unobserved: 0, unpriced: 0, invalid: 0, failed: 0 }

  const meter: ScopeMeter = {
    get costUsd() {
      return nanoToUsd(sums.nanoUsd)
    },
    get nanoUsd() {
      return sums.nanoUsd
    },
    get inputTokens() {
      return sums.inputTokens
    },
    get outputTokens() {
      return sums.outputTokens
    },
    get totalTokens() {
      return sums.inputTokens + sums.outputTokens
    },
    get calls() {
      return sums.calls
    },
    get unpricedCalls() {
      return byStatus.unpriced + byStatus.invalid
    },
    get estimatedCalls() {
      return byStatus.estimated
    },
    get unobservedCalls() {
      return byStatus.unobserved
    },
    get retries() {
      return sums.retries
    },
    get savedUsd() {
      return nanoToUsd(sums.savedNanoUsd)
    },
    get atRiskUsd() {
      return nanoToUsd(sums.atRiskNanoUsd)
    },
    snapshot() {
      const { snapshot: _, ...values } = meter
      return values
    },
  }

  return {
    meter,
    add(call) {
      sums.calls += 1
      byStatus[call.status] += 1
      sums.retries += call.resends
      if (call.nanoUsd !== undefined) sums.nanoUsd += call.nanoUsd
      if (call.savedNanoUsd !== undefined) sums.savedNanoUsd += call.savedNanoUsd
      if (call.atRiskNanoUsd !== undefined) sums.atRiskNanoUsd += call.atRiskNanoUsd
      // Counts that contradict each other belong in no sum.
      if (call.status === 'invalid') return
      sums.inputTokens += call.usage?.input ?? 0
      sums.outputTokens += call.usage?.output ?? 0
    },
  }
}
