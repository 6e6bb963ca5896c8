import { CHOSEN, type DashboardPlan, type MetricPanelPlan } from '../dashboard-plan.ts'

/** What is wasted, and what caches save. */
export const efficiency: DashboardPlan = {
  name: 'efficiency',
  title: 'Costspan: efficiency',
  description: 'Retries, fallbacks, answers that were cut off, and what caches save.',
  from: 'now-24h',
  rows: [
    {
      title: 'Waste',
      panels: [
        share('Retries', 'costspan_attempt_kind="retry"', 'Above 5 % the alert fires.'),
        share('Fallbacks', 'costspan_attempt_kind="fallback"', 'Above 10 % the alert fires.'),
        share(
          'Cut off',
          'gen_ai_response_finish_reasons=~"length|max_tokens|max_output_tokens|MAX_TOKENS"',
          'Above 5 % the alert fires.',
        ),
        share('Failed', 'costspan_cost_status="failed"', 'Refused or broken calls, which mostly cost nothing.'),
      ],
    },
    {
      title: 'Caches',
      panels: [
        {
          kind: 'lines',
          title: 'Input read from the prompt cache',
          description: 'By feature. A fall means that something which was constant in the prompts varies now.',
          unit: 'percentunit',
          width: 12,
          queries: {
            '{{costspan_feature}}':
              `sum by (costspan_feature) (rate(gen_ai_client_inference_usage_cache_read_input_tokens_total{${CHOSEN}}[$__rate_interval])) / ` +
              `sum by (costspan_feature) (rate(gen_ai_client_inference_usage_input_tokens_total{${CHOSEN}}[$__rate_interval]))`,
          },
        },
        {
          kind: 'lines',
          title: 'Saved an hour',
          description: 'By the prompt cache, the response cache, and cheaper models.',
          unit: 'currencyUSD',
          width: 12,
          queries: {
            '{{costspan_saved_kind}}': `sum by (costspan_saved_kind) (rate(costspan_cost_saved_USD_total{${CHOSEN}}[$__rate_interval])) * 3600`,
          },
        },
      ],
    },
  ],
}

function share(title: string, matcher: string, description: string): MetricPanelPlan {
  return {
    kind: 'stat',
    title,
    description: `Share of all calls. ${description}`,
    unit: 'percentunit',
    width: 6,
    queries: {
      [title.toLowerCase()]:
        `(sum(increase(costspan_calls_total{${CHOSEN}, ${matcher}}[$__range])) or vector(0)) / ` +
        `sum(increase(costspan_calls_total{${CHOSEN}}[$__range]))`,
    },
  }
}
