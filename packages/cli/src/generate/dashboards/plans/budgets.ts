import type { DashboardPlan } from '../dashboard-plan.ts'

/** How far each budget will last. */
export const budgets: DashboardPlan = {
  name: 'budgets',
  title: 'Costspan: budgets',
  description: 'How much of each budget is spent, where its month will end, and which alerts fire.',
  from: 'now-30d',
  rows: [
    {
      title: 'This month',
      panels: [
        {
          kind: 'bars',
          title: 'Spent of the month',
          description: 'Since the first of the month, UTC.',
          unit: 'percentunit',
          width: 8,
          queries: {
            '{{budget}}':
              'budget:costspan_spend_usd:month_to_date / on (budget) budget:costspan_limit_usd{window="month"}',
          },
        },
        {
          kind: 'bars',
          title: 'Spent of the day and of the hour',
          description: 'Of the last 24 hours and of the last hour.',
          unit: 'percentunit',
          width: 8,
          queries: {
            '{{budget}}, day':
              'budget:costspan_spend_usd:increase1d / on (budget) budget:costspan_limit_usd{window="day"}',
            '{{budget}}, hour':
              'budget:costspan_spend_usd:increase1h / on (budget) budget:costspan_limit_usd{window="hour"}',
          },
        },
        {
          kind: 'stat',
          title: 'Days that the rest lasts',
          description: 'At the pace of the last week or of the last day, whichever is dearer.',
          unit: 'd',
          width: 8,
          queries: { '{{budget}}': 'budget:costspan_days_to_exhaustion' },
        },
      ],
    },
    {
      title: 'Pace',
      panels: [
        {
          kind: 'lines',
          title: 'Burn rate of the last hour',
          description: '1 spends the month in a month. 14.4 pages.',
          unit: 'short',
          width: 12,
          queries: {
            '{{budget}}':
              'budget:costspan_spend_usd:increase1h / on (budget) (budget:costspan_limit_usd{window="month"} / 720)',
          },
        },
        {
          kind: 'table',
          title: 'Alerts',
          description: 'Those that fire or are about to.',
          unit: 'none',
          width: 12,
          queries: { alerts: 'ALERTS{alertname=~"Costspan.*"}' },
        },
      ],
    },
  ],
}
