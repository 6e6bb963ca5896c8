import type { DashboardPlan } from '../dashboard-plan.ts'

/** From a figure to the calls behind it. */
export const calls: DashboardPlan = {
  name: 'calls',
  title: 'Costspan: single calls',
  description:
    'Single calls with their cost, from Tempo. Open one to see all that led to it. Jaeger finds the same by tags.',
  from: 'now-6h',
  rows: [
    {
      title: 'Calls',
      panels: [
        {
          kind: 'traces',
          title: 'Dear calls',
          description: 'Calls above ten cents.',
          width: 24,
          traceQl:
            '{ span.costspan.cost.nano_usd > 100000000 && span.costspan.feature =~ "${feature:pipe}" } ' +
            '| select(span.costspan.cost.nano_usd, span.costspan.feature, span.gen_ai.response.model, span.user.id)',
        },
        {
          kind: 'traces',
          title: 'Calls without a price',
          description: 'Which model, and why.',
          width: 12,
          traceQl:
            '{ span.costspan.cost.status = "unpriced" } | select(span.gen_ai.request.model, span.costspan.cost.unpriced_reason)',
        },
        {
          kind: 'traces',
          title: 'Failed calls',
          description: 'What the provider or the network said.',
          width: 12,
          traceQl:
            '{ span.gen_ai.operation.name != nil && status = error } | select(span.error.type, span.gen_ai.request.model)',
        },
      ],
    },
  ],
}
