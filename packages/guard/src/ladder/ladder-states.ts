import type { PlannedClaim } from '../admission/planned-claim.ts'
import { type Balance, NOTHING_SPENT } from '../store/budget-store.ts'
import type { LadderState } from './ladder-state.ts'
import { isForFeature } from './rung.ts'

/** What the ladders of a call's budgets ask of it. */
export function ladderStates(
  claims: readonly PlannedClaim[],
  balances: readonly Balance[],
  feature: string | undefined,
): readonly LadderState[] {
  return claims.flatMap(({ budget, fullLimit }, index) => {
    if (budget.mode !== 'enforce' || fullLimit === undefined) return []
    const rungs = budget.ladder.filter((rung) => rung.action === 'downgrade' && isForFeature(rung, feature))
    const used = rungs.length === 0 ? 0 : usedPercent(fullLimit, balances[index] ?? NOTHING_SPENT)
    return rungs.map(({ atPercent }) => ({
      budget: budget.name,
      action: 'downgrade' as const,
      atPercent,
      usedPercent: used,
      reached: used >= atPercent,
    }))
  })
}

/** What is spent and held, in percent of the limit. */
function usedPercent(limit: bigint, { spent, held, raised }: Balance): number {
  const allowed = limit + raised
  return allowed <= 0n ? 100 : (Number(spent + held) / Number(allowed)) * 100
}
