import { PRICE_CONFLICTS } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'

/**
 * What a provider or gateway says that calls cost is not what their prices make of them. A series that is new has no
 * increase yet, so its value counts.
 */
export function priceConflicts({ thresholds }: RulesSettings): AlertRule {
  return {
    alert: 'CostspanPriceConflicts',
    expr: `sum by (gen_ai_provider_name, gen_ai_request_model) (
  (${PRICE_CONFLICTS} unless ${PRICE_CONFLICTS} offset 6h)
  or increase(${PRICE_CONFLICTS}[6h])
) > ${thresholds.priceConflicts}`,
    forMinutes: 15,
    severity: 'ticket',
    summary:
      'The provider returned another cost than our prices give for {{ $value | printf "%.0f" }} calls of ' +
      '{{ $labels.gen_ai_request_model }} ({{ $labels.gen_ai_provider_name }}) in the last six hours',
    description:
      'The cost that was returned is counted, so that spend is right; estimates before calls and calls without such a cost are not.',
  }
}
