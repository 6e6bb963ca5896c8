import { CALLS } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'

/**
 * Nothing is known of any call, or nothing of a service that called at this hour a week ago. Without it a broken exporter
 * looks like the best day of the budget.
 */
export function telemetryAbsent(): AlertRule {
  return {
    alert: 'CostspanTelemetryAbsent',
    expr: `(sum by (job) (increase(${CALLS}[1h] offset 1w)) > ${USUAL_CALLS})
  unless on (job) (sum by (job) (increase(${CALLS}[1h])) > 0)
or absent(${CALLS})`,
    forMinutes: 15,
    severity: 'page',
    summary:
      '{{ with $labels.job }}{{ . }} has reported no LLM call for an hour, ' +
      'and had {{ $value | printf "%.0f" }} in this hour a week ago{{ else }}No service reports LLM calls{{ end }}',
    description: 'Spend goes on unseen, or the service is down. Follow the telemetry from the service to Prometheus.',
  }
}

const USUAL_CALLS = 20
