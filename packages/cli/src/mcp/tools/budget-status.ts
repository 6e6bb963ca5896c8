import { z } from 'zod'
import { budgetBurns, type BudgetBurn } from '../../dashboard/budget-burn.ts'
import { usdOf } from '../../reports/format-usd.ts'
import { defineTool, type Tool } from '../tool.ts'

/** How far each budget has burned down. */
export const budgetStatus: Tool = defineTool({
  name: 'budget_status',
  description:
    'For each budget in dollars of costspan.yaml: its limit, what was spent in the present window, what the window ends with at ' +
    'this pace, and when the limit is reached. Budgets that each user or team has are shown for their dearest ones. Empty when ' +
    'the settings have no budgets.',
  input: z.object({}),
  async answer(_, { ledger, budgets, nowMillis }) {
    const burns = await budgetBurns(ledger, budgets, nowMillis)
    return { budgets: burns.map(burnJson) }
  },
})

function burnJson(burn: BudgetBurn): object {
  return {
    budget: burn.budget,
    mode: burn.mode,
    of: { ...burn.match, ...burn.bucket },
    per: burn.period,
    resets_at: new Date(burn.endMillis).toISOString(),
    limit_usd: usdOf(burn.limitNanoUsd),
    spent_usd: usdOf(burn.spentNanoUsd),
    used_share: Number(burn.spentNanoUsd) / Number(burn.limitNanoUsd),
    projected_usd: burn.projectedNanoUsd === undefined ? null : usdOf(burn.projectedNanoUsd),
    exhausted_at: burn.exhaustedAtMillis === undefined ? null : new Date(burn.exhaustedAtMillis).toISOString(),
  }
}
