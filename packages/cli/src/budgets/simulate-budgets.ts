import { type BudgetOptions, createGuard } from '@costspan/guard'
import type { PastCall } from './read-calls.ts'

/** What budgets would have done. Amounts are nano-USD. */
export interface Simulation {
  readonly calls: number
  readonly allowed: number
  readonly refused: number
  readonly allowedNanoUsd: bigint
  readonly refusedNanoUsd: bigint
  /** By the budget that refused, most first. */
  readonly byBudget: readonly RefusedBy[]
}

export interface RefusedBy {
  readonly budget: string
  readonly refused: number
  readonly refusedNanoUsd: bigint
  /** How many buckets it refused, such as users. */
  readonly buckets: number
  readonly firstAtMillis: number
}

interface Tally {
  refused: number
  refusedNanoUsd: bigint
  firstAtMillis: number
  readonly buckets: Set<string>
}

/** Replays calls, in the order of time, as if the budgets had been there: what is refused is not spent. */
export async function simulateBudgets(
  budgets: readonly BudgetOptions[],
  calls: readonly PastCall[],
): Promise<Simulation> {
  let nowMillis = 0
  const guard = createGuard({ budgets, now: () => nowMillis })
  const tallies = new Map<string, Tally>()
  let allowed = 0
  let allowedNanoUsd = 0n
  for (const { atMillis, nanoUsd, context, model, inputTokens, outputTokens } of calls) {
    nowMillis = atMillis
    const estimate = { nanoUsd, inputTokens, outputTokens }
    const admission = await guard.admit({ context, provider: 'any', model, operation: 'chat', estimate })
    if (admission.decision === 'allow') {
      allowed += 1
      allowedNanoUsd += nanoUsd ?? 0n
      await guard.settle(admission.reservation, { ...estimate, outcome: 'reported' })
      continue
    }
    const { budget, scope } = admission.refusal
    const tally = tallies.get(budget) ?? { refused: 0, refusedNanoUsd: 0n, firstAtMillis: atMillis, buckets: new Set() }
    tally.refused += 1
    tally.refusedNanoUsd += nanoUsd ?? 0n
    tally.buckets.add(JSON.stringify(scope))
    tallies.set(budget, tally)
  }
  const byBudget = [...tallies].map(([budget, { buckets, ...tally }]) => ({ budget, ...tally, buckets: buckets.size }))
  return {
    calls: calls.length,
    allowed,
    refused: calls.length - allowed,
    allowedNanoUsd,
    refusedNanoUsd: byBudget.reduce((sum, each) => sum + each.refusedNanoUsd, 0n),
    byBudget: byBudget.toSorted((a, b) => b.refused - a.refused),
  }
}
