import { UNPRICED_CALLS } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'

/** Calls whose cost is unknown, which is not zero. A series that is new has no increase yet, so its value counts. */
export function unpricedCalls(): AlertRule {
  const labels = 'gen_ai_provider_name, gen_ai_request_model, costspan_unpriced_reason'
  return {
    alert: 'CostspanUnpricedCalls',
    expr: `sum by (${labels}) (
  (${UNPRICED_CALLS} unless ${UNPRICED_CALLS} offset 1h)
  or increase(${UNPRICED_CALLS}[1h])
) > 0`,
    forMinutes: 5,
    severity: 'ticket',
    summary:
      '{{ $value | printf "%.0f" }} calls of {{ $labels.gen_ai_request_model }} ({{ $labels.gen_ai_provider_name }}) ' +
      'have no price: {{ $labels.costspan_unpriced_reason }}',
    description:
      'Spend is higher than all figures say. Add a price for the model to costspan.yaml, or update Costspan.',
  }
}
