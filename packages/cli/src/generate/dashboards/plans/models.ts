import { CHOSEN, type DashboardPlan } from '../dashboard-plan.ts'

/** What the money buys. */
export const models: DashboardPlan = {
  name: 'models',
  title: 'Costspan: models and tokens',
  description: 'Which models are paid, and for which kinds of tokens.',
  from: 'now-7d',
  rows: [
    {
      title: 'Models',
      panels: [
        {
          kind: 'bars',
          title: 'Spend by model',
          description: 'By the model that answered, which is the one that is billed.',
          unit: 'currencyUSD',
          width: 12,
          queries: {
            '{{gen_ai_provider_name}} {{gen_ai_response_model}}':
              'sort_desc(sum by (gen_ai_provider_name, gen_ai_response_model) ' +
              `(increase(costspan_cost_USD_total{${CHOSEN}}[$__range])))`,
          },
        },
        {
          kind: 'table',
          title: 'Calls without a price',
          description: 'Add a price in costspan.yaml, or update Costspan.',
          unit: 'short',
          width: 12,
          queries: {
            calls:
              'sum by (gen_ai_provider_name, gen_ai_request_model, costspan_unpriced_reason) ' +
              `(costspan_calls_unpriced_total{${CHOSEN}})`,
          },
        },
      ],
    },
    {
      title: 'Tokens',
      panels: [
        {
          kind: 'lines',
          title: 'Spend an hour, by class',
          description:
            'Input, output, reading and writing the prompt cache, reasoning and more: they add up to the whole.',
          unit: 'currencyUSD',
          width: 12,
          queries: {
            '{{costspan_cost_class}}': `sum by (costspan_cost_class) (rate(costspan_cost_USD_total{${CHOSEN}}[$__rate_interval])) * 3600`,
          },
        },
        {
          kind: 'lines',
          title: 'Tokens a minute',
          description: 'Cached input is a part of input, reasoning a part of output.',
          unit: 'short',
          width: 12,
          queries: {
            input: `sum(rate(gen_ai_client_inference_usage_input_tokens_total{${CHOSEN}}[$__rate_interval])) * 60`,
            output: `sum(rate(gen_ai_client_inference_usage_output_tokens_total{${CHOSEN}}[$__rate_interval])) * 60`,
            cached: `sum(rate(gen_ai_client_inference_usage_cache_read_input_tokens_total{${CHOSEN}}[$__rate_interval])) * 60`,
          },
        },
      ],
    },
  ],
}
