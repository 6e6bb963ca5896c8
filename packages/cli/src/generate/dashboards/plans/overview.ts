import { CHOSEN, type DashboardPlan } from '../dashboard-plan.ts'

/** What is spent, how it moves, and whether all of it is seen. */
export const overview: DashboardPlan = {
  name: 'overview',
  title: 'Costspan: overview',
  description: 'What LLM calls cost, how that moves, and whether all of it is seen.',
  from: 'now-24h',
  rows: [
    {
      title: 'Now',
      panels: [
        {
          kind: 'stat',
          title: 'Spend',
          description: 'In the time that is chosen above.',
          unit: 'currencyUSD',
          width: 6,
          queries: { spend: `sum(increase(costspan_cost_USD_total{${CHOSEN}}[$__range]))` },
        },
        {
          kind: 'stat',
          title: 'Spend of the last hour',
          description: 'Beside it, what is usual at this hour of the week, once two weeks are known.',
          unit: 'currencyUSD',
          width: 6,
          queries: { 'last hour': 'scope:costspan_spend_usd:increase1h{scope="all"}' },
        },
        {
          kind: 'stat',
          title: 'Cost of a call',
          description: 'Calls without a price are not counted.',
          unit: 'currencyUSD',
          width: 6,
          queries: {
            'a call':
              `sum(increase(costspan_cost_USD_total{${CHOSEN}}[$__range])) / ` +
              `sum(increase(costspan_calls_total{${CHOSEN}, costspan_cost_status=~"reported|estimated"}[$__range]))`,
          },
        },
        {
          kind: 'stat',
          title: 'Calls without a price',
          description: 'Their cost is unknown and in no other figure here.',
          unit: 'short',
          width: 6,
          queries: { calls: `sum(increase(costspan_calls_unpriced_total{${CHOSEN}}[$__range])) or vector(0)` },
        },
      ],
    },
    {
      title: 'Over time',
      panels: [
        {
          kind: 'lines',
          title: 'Spend an hour, by feature',
          description: 'The rate at each moment, as dollars an hour.',
          unit: 'currencyUSD',
          width: 12,
          queries: {
            '{{costspan_feature}}': `sum by (costspan_feature) (rate(costspan_cost_USD_total{${CHOSEN}}[$__rate_interval])) * 3600`,
          },
        },
        {
          kind: 'lines',
          title: 'Calls a minute, by status',
          description: 'Reported by the provider, counted by us, unpriced, or failed.',
          unit: 'short',
          width: 12,
          queries: {
            '{{costspan_cost_status}}': `sum by (costspan_cost_status) (rate(costspan_calls_total{${CHOSEN}}[$__rate_interval])) * 60`,
          },
        },
      ],
    },
  ],
}
