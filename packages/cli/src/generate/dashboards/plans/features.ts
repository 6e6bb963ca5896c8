import { CHOSEN, type DashboardPlan } from '../dashboard-plan.ts'

/** Who causes the spend. */
export const features: DashboardPlan = {
  name: 'features',
  title: 'Costspan: features and teams',
  description: 'Which feature, team and tier causes the spend, and whether by more calls or by dearer ones.',
  from: 'now-7d',
  rows: [
    {
      title: 'Who spends',
      panels: [
        by('feature', 'costspan_feature', 'Spend by feature', 12),
        by('team', 'costspan_team', 'Spend by team', 6),
        by('tier', 'costspan_tier', 'Spend by tier', 6),
      ],
    },
    {
      title: 'More calls, or dearer ones?',
      panels: [
        {
          kind: 'lines',
          title: 'Calls a minute',
          description: 'Growth of use.',
          unit: 'short',
          width: 12,
          queries: {
            '{{costspan_feature}}': `sum by (costspan_feature) (rate(costspan_calls_total{${CHOSEN}}[$__rate_interval])) * 60`,
          },
        },
        {
          kind: 'lines',
          title: 'Cost of a call',
          description: 'Growth here is longer prompts, longer answers or a dearer model.',
          unit: 'currencyUSD',
          width: 12,
          queries: {
            '{{costspan_feature}}':
              `sum by (costspan_feature) (rate(costspan_cost_USD_total{${CHOSEN}}[$__rate_interval])) / ` +
              `sum by (costspan_feature) (rate(costspan_calls_total{${CHOSEN}}[$__rate_interval]))`,
          },
        },
      ],
    },
  ],
}

function by(
  name: string,
  label: string,
  title: string,
  width: number,
): DashboardPlan['rows'][number]['panels'][number] {
  return {
    kind: 'bars',
    title,
    description: `What each ${name} has spent in the time that is chosen above.`,
    unit: 'currencyUSD',
    width,
    queries: {
      [`{{${label}}}`]: `sort_desc(sum by (${label}) (increase(costspan_cost_USD_total{${CHOSEN}}[$__range])))`,
    },
  }
}
