import { usdOf } from '../alert-text.ts'
import type { AlertRule } from '../rule.ts'

/**
 * Spend above the share of the budget that this part of the week usually takes. Burn rates below that of the fast burn say
 * nothing about money: every healthy budget burns, and most of it by day.
 */
export function budgetSlowBurn(): AlertRule {
  return {
    alert: 'CostspanBudgetSlowBurn',
    expr: `${excess('1d')} > ${SLOW}
and on (budget) ${excess('6h')} > ${SLOW}`,
    forMinutes: 15,
    severity: 'ticket',
    summary:
      `Budget {{ $labels.budget }} is spent {{ $value | humanize }} times as fast as it can afford: ` +
      `${usdOf('budget:costspan_spend_usd:increase1d', 'budget')} in the last day, ` +
      `${usdOf('budget:costspan_expected_usd:1d', 'budget')} is its share of the month`,
    description: 'Not an outburst, but the month will not hold if it stays so. See which feature or model has grown.',
  }
}

const SLOW = 1.5

function excess(window: string): string {
  return `budget:costspan_spend_usd:increase${window} / on (budget) budget:costspan_expected_usd:${window}`
}
