import { usdOf } from '../alert-text.ts'
import { FEATURE } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'

/** An hour unlike the same hours of the last weeks, of all spend (a page) or of one feature (a ticket). */
export function spendAnomaly({ thresholds }: RulesSettings): AlertRule {
  return {
    alert: 'CostspanSpendAnomaly',
    expr: `scope:costspan_spend_usd:anomaly_score > ${MOST_SCORE}
and scope:costspan_spend_usd:increase1h - scope:costspan_spend_usd:expected1h > ${thresholds.anomalyFloorUsd}`,
    forMinutes: 10,
    severity: '{{ if eq $labels.scope "all" }}page{{ else }}ticket{{ end }}',
    summary:
      `Spend of {{ if eq $labels.scope "all" }}everything{{ else }}feature {{ $labels.${FEATURE} }}{{ end }} is unusual: ` +
      `${usdOf('scope:costspan_spend_usd:increase1h', 'scope', FEATURE)} in the last hour, ` +
      `about ${usdOf('scope:costspan_spend_usd:expected1h', 'scope', FEATURE)} are usual at this hour of the week`,
    description: 'Compare with the deployments and launches of this hour, then look for one user or one feature.',
  }
}

const MOST_SCORE = 3
