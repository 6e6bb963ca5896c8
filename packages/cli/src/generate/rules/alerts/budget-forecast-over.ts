import { MONTHLY_LIMIT, USD_VALUE } from '../alert-text.ts'
import type { AlertRule } from '../rule.ts'

/** The month will end above the budget if the week goes on: for hours, so that one dear hour is not a forecast. */
export function budgetForecastOver(): AlertRule {
  return {
    alert: 'CostspanBudgetForecastOver',
    expr: 'budget:costspan_spend_usd:month_forecast > on (budget) budget:costspan_limit_usd{window="month"}',
    forMinutes: 360,
    severity: 'ticket',
    summary: `Budget {{ $labels.budget }} will end the month at ${USD_VALUE}, above its ${MONTHLY_LIMIT}`,
    description: 'The forecast is what is spent, plus the last week carried on with its trend.',
  }
}
