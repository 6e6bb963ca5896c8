import { PERCENT_VALUE, usdOf } from '../alert-text.ts'
import type { AlertRule } from '../rule.ts'

/**
 * Rungs of a budget: 80 % of it spent, then all of it. Only months are counted by the calendar; a week is the last seven
 * days, a day the last 24 hours.
 */
export function budgetThreshold(): AlertRule {
  return {
    alert: 'CostspanBudgetThreshold',
    expr: `(
  ${spentShare('month_to_date', 'month')}
  or ${spentShare('week', 'week')}
  or ${spentShare('increase1d', 'day')}
  or ${spentShare('increase1h', 'hour')}
) >= 0.8`,
    forMinutes: 0,
    severity: '{{ if ge $value 1.0 }}page{{ else }}ticket{{ end }}',
    summary:
      `Budget {{ $labels.budget }} is spent to ${PERCENT_VALUE} of the ` +
      `${usdOf('budget:costspan_limit_usd', 'budget', 'window')} of its {{ $labels.window }}`,
    description: 'From 100 % on, a guard that enforces this budget refuses calls.',
  }
}

/** `group_right` keeps the window, by which the limits of one budget differ. */
function spentShare(spend: string, window: string): string {
  return `budget:costspan_spend_usd:${spend} / on (budget) group_right () budget:costspan_limit_usd{window="${window}"}`
}
