import { labelMatchers } from '../label-matchers.ts'
import { FEATURE, SPEND } from '../metric-names.ts'
import type { RecordingRule, RuleGroup } from '../rule.ts'
import type { RulesSettings, WatchedBudget } from '../rules-settings.ts'

/**
 * What was spent in the last minutes and hours: of everything and of each feature (`scope:`), and of each budget
 * (`budget:`). `increase` comes first, series by series, and `sum` after it: a sum of counters falls when one of them
 * restarts, and its increase would then be nonsense.
 */
export function spendRecords({ budgets }: RulesSettings): RuleGroup<RecordingRule> {
  return {
    name: 'costspan-spend',
    intervalSeconds: 60,
    rules: [
      { record: 'scope:costspan_spend_usd:increase1h', labels: { scope: 'all' }, expr: `sum(increase(${SPEND}[1h]))` },
      {
        record: 'scope:costspan_spend_usd:increase1h',
        labels: { scope: 'feature' },
        expr: `sum by (${FEATURE}) (increase(${SPEND}[1h]))`,
      },
      ...budgets.flatMap(budgetRecords),
      longWindow('6h'),
      longWindow('1d'),
    ],
  }
}

function budgetRecords({ name, limitsUsd, scope = {} }: WatchedBudget): RecordingRule[] {
  const spend = SPEND + labelMatchers(scope)
  const labels = { budget: name }
  const limits = Object.entries(limitsUsd).map(([window, limit]) => ({
    record: 'budget:costspan_limit_usd',
    labels: { ...labels, window },
    expr: `vector(${limit})`,
  }))
  return [
    ...limits,
    { record: 'budget:costspan_spend_usd:increase5m', labels, expr: `sum(increase(${spend}[5m]))` },
    { record: 'budget:costspan_spend_usd:increase1h', labels, expr: `sum(increase(${spend}[1h]))` },
  ]
}

/**
 * Long windows are sums of full hours: to read a day of every counter each minute is too much for many counters. Before the
 * first full hour is over, what there is stands for them.
 */
function longWindow(window: string): RecordingRule {
  const hourly = 'budget:costspan_spend_usd:increase1h'
  return {
    record: `budget:costspan_spend_usd:increase${window}`,
    expr: `sum_over_time(${hourly}[${window}:1h]) or ${hourly}`,
  }
}
