import type { Meter } from '@opentelemetry/api'
import type { PlannedClaim } from '../admission/planned-claim.ts'
import type { Refusal } from '../admission/refusal.ts'
import * as semconv from '../semconv.ts'

/** Counts decisions of budgets. */
export interface DecisionCounter {
  count(claims: readonly PlannedClaim[], refused: readonly Refusal[], wouldDeny: readonly Refusal[]): void
}

/** One decision for each budget that a call falls under: `allow`, `deny`, or `would_deny` in the mode `shadow`. */
export function createDecisionCounter(meter: Meter): DecisionCounter {
  const counter = meter.createCounter(semconv.METRIC_BUDGET_DECISIONS, {
    unit: '{decision}',
    description: 'Decisions of budgets about calls',
  })

  function countAllowed(claims: readonly PlannedClaim[]): void {
    for (const [index, { budget }] of claims.entries()) {
      // A budget with several windows has several claims, side by side.
      if (claims[index - 1]?.budget === budget) continue
      counter.add(1, {
        [semconv.COSTSPAN_BUDGET]: budget.name,
        [semconv.COSTSPAN_BUDGET_DECISION]: 'allow',
        [semconv.COSTSPAN_BUDGET_MODE]: budget.mode,
      })
    }
  }

  return {
    count(claims, refused, wouldDeny) {
      if (refused.length === 0 && wouldDeny.length === 0) return countAllowed(claims)
      const denying = new Set(refused.map(({ budget }) => budget))
      const doubting = new Set(wouldDeny.map(({ budget }) => budget))
      const modes = new Map(claims.map(({ budget }) => [budget.name, budget.mode]))
      for (const budget of new Set([...modes.keys(), ...denying, ...doubting])) {
        const decision = denying.has(budget) ? 'deny' : doubting.has(budget) ? 'would_deny' : 'allow'
        counter.add(1, {
          [semconv.COSTSPAN_BUDGET]: budget,
          [semconv.COSTSPAN_BUDGET_DECISION]: decision,
          [semconv.COSTSPAN_BUDGET_MODE]: modes.get(budget) ?? (decision === 'deny' ? 'enforce' : 'shadow'),
        })
      }
    },
  }
}
