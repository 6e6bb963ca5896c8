import { PERCENT_VALUE } from '../alert-text.ts'
import { FEATURE } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'

/** A feature that grows week by week: by 15 % twice in a row, or by half at once. Only whole weeks are compared. */
export function featureGrowth({ thresholds }: RulesSettings): AlertRule {
  return {
    alert: 'CostspanFeatureGrowth',
    expr: `(
  (${growth(0)} > ${TREND} and ${growth(1)} > ${TREND} and ${measured('3w')})
  or (${growth(0)} > ${JUMP} and ${measured('2w')})
)
and ${WEEK} - ${WEEK} offset 1w > ${thresholds.anomalyFloorUsd}`,
    forMinutes: 360,
    severity: 'ticket',
    summary: `Spend of feature {{ $labels.${FEATURE} }} is ${PERCENT_VALUE} of the week before`,
    description:
      'Growth of use is good news, growth of the cost of a call is not: the feature dashboard tells them apart.',
  }
}

const TREND = 1.15
const JUMP = 1.5
const WEEK = 'scope:costspan_spend_usd:week{scope="feature"}'

function growth(weeksAgo: number): string {
  const later = weeksAgo === 0 ? WEEK : `${WEEK} offset ${weeksAgo}w`
  return `${later} / (${WEEK} offset ${weeksAgo + 1}w > 0)`
}

function measured(ago: string): string {
  return `present_over_time(scope:costspan_spend_usd:increase1h{scope="feature"}[1d] offset ${ago})`
}
