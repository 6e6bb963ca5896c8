import { MONTHLY_LIMIT, usdOf } from '../alert-text.ts'
import type { AlertRule } from '../rule.ts'

/** The budget is gone in days, and before the month is. */
export function budgetExhaustionNear(): AlertRule {
  return {
    alert: 'CostspanBudgetExhaustionNear',
    expr: `budget:costspan_days_to_exhaustion < ${NEAR_DAYS}
and on (budget) budget:costspan_days_to_exhaustion < on () group_left () costspan:days_left_of_month`,
    forMinutes: 30,
    severity: 'ticket',
    summary:
      `Budget {{ $labels.budget }} will be spent in {{ $value | printf "%.1f" }} days: ` +
      `${usdOf('budget:costspan_spend_usd:month_to_date', 'budget')} of ` +
      `${MONTHLY_LIMIT} are gone`,
    description: 'Raise the limit, slow the spend, or decide what happens to callers when it is reached.',
  }
}

const NEAR_DAYS = 3
