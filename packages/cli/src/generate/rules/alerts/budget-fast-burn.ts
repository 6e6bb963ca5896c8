import { MONTHLY_LIMIT, usdOf } from '../alert-text.ts'
import type { AlertRule } from '../rule.ts'

/**
 * The burn rate is the spend of a window by what the month allows for it on average. 14.4 over an hour is 2 % of a month in
 * one hour, the figure of Google's SRE workbook (https://sre.google/workbook/alerting-on-slos/); office hours reach about
 * 3.4. The short window ends the alert soon after the spend has ended.
 */
export function budgetFastBurn(): AlertRule {
  return {
    alert: 'CostspanBudgetFastBurn',
    expr: `${burn('1h', HOURS_PER_MONTH)} > ${FAST}
and on (budget) ${burn('5m', HOURS_PER_MONTH * 12)} > ${FAST}`,
    forMinutes: 2,
    severity: 'page',
    summary:
      `Budget {{ $labels.budget }} burns {{ $value | humanize }} times as fast as its month allows: ` +
      `${usdOf('budget:costspan_spend_usd:increase1h', 'budget')} in the last hour, of ` +
      `${MONTHLY_LIMIT} for the month`,
    description: 'At this pace the month is spent in two days or less. Find the feature and the user first.',
  }
}

const FAST = 14.4
const HOURS_PER_MONTH = 720

function burn(window: string, windowsPerMonth: number): string {
  return `budget:costspan_spend_usd:increase${window}
  / on (budget) (budget:costspan_limit_usd{window="month"} / ${windowsPerMonth})`
}
