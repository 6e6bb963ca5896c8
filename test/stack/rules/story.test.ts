import { generateRules } from '@costspan/cli'
import { expect, inject, it, vi } from 'vitest'
import { applicationSeries } from './application.ts'
import { SAMPLE_INTERVAL } from './hourly-series.ts'
import { testRules } from './promtool.ts'

const RULES = generateRules({ budgets: [{ name: 'all', limitsUsd: { month: 12_000 } }] })

// Weeks are minutes of computing on a busy machine.
vi.setConfig({ testTimeout: 600_000 })

/** Monday 1970-01-19 at nine. */
const STORY_HOUR = 18 * 24 + 9

it('pages within the first hour of the story, of the budget, of the whole spend and of the user', async () => {
  const paged = 'count by (alertname, scope, costspan_user_hash) (ALERTS{alertstate="firing", severity="page"})'
  const verdict = await replay('10m', applicationSeries(3, STORY_HOUR), [
    { expr: paged, eval_time: `${STORY_HOUR}h`, exp_samples: [] },
    {
      expr: paged,
      eval_time: `${STORY_HOUR + 1}h`,
      exp_samples: [
        { labels: '{alertname="CostspanBudgetFastBurn"}', value: 1 },
        { labels: '{alertname="CostspanSpendAnomaly", scope="all"}', value: 1 },
        { labels: '{alertname="CostspanUserShare", costspan_user_hash="e4"}', value: 1 },
      ],
    },
  ])
  expect(verdict, verdict.output).toMatchObject({ passed: true })
})

it('fires no alert in six normal weeks, of which the first two have little past to compare with', async () => {
  const fired = 'count by (alertname, scope, costspan_feature) (count_over_time(ALERTS{alertstate="firing"}[6w]))'
  const weeks = 6
  const verdict = await replay('30m', applicationSeries(weeks), [
    { expr: fired, eval_time: `${weeks * 168 - 1}h`, exp_samples: [] },
    // What would make the line above say nothing.
    {
      expr: 'count(scope:costspan_spend_usd:anomaly_score)',
      eval_time: `${weeks * 168 - 1}h`,
      exp_samples: [{ labels: '{}', value: 5 }],
    },
  ])
  expect(verdict, verdict.output).toMatchObject({ passed: true })
})

/** Evaluations are as rare as the rules allow, which keeps weeks short. */
function replay(
  evaluationInterval: string,
  series: ReturnType<typeof applicationSeries>,
  questions: readonly object[],
): ReturnType<typeof testRules> {
  const test = { interval: SAMPLE_INTERVAL, input_series: series, promql_expr_test: questions }
  return testRules(inject('programs'), RULES, evaluationInterval, test)
}
