import { PERCENT_VALUE } from '../alert-text.ts'
import { ATTEMPT_KIND, FEATURE } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'
import { shareOfCalls } from './share-of-calls.ts'

export function fallbackShare({ thresholds }: RulesSettings): AlertRule {
  return {
    alert: 'CostspanFallbackShare',
    expr: shareOfCalls(`${ATTEMPT_KIND}="fallback"`, thresholds.fallbackShare),
    forMinutes: 15,
    severity: 'ticket',
    summary: `${PERCENT_VALUE} of the calls of feature {{ $labels.${FEATURE} }} in the last hour went to a fallback`,
    description: 'The first choice fails or is refused. The fallback may be dearer, or worse.',
  }
}
