import { PERCENT_VALUE } from '../alert-text.ts'
import { ATTEMPT_KIND, FEATURE } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'
import { shareOfCalls } from './share-of-calls.ts'

export function retryShare({ thresholds }: RulesSettings): AlertRule {
  return {
    alert: 'CostspanRetryShare',
    expr: shareOfCalls(`${ATTEMPT_KIND}="retry"`, thresholds.retryShare),
    forMinutes: 15,
    severity: 'ticket',
    summary: `${PERCENT_VALUE} of the calls of feature {{ $labels.${FEATURE} }} in the last hour were retries`,
    description: 'Retries after a timeout may be billed twice. See which errors precede them.',
  }
}
