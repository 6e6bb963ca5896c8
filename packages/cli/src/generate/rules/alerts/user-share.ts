import { USD_VALUE } from '../alert-text.ts'
import { USER_HASH, USER_SPEND } from '../metric-names.ts'
import type { AlertRule } from '../rule.ts'
import type { RulesSettings } from '../rules-settings.ts'

/**
 * One user spends more in an hour than a hundredth of what a day may cost. It needs no history, and is the first to see a
 * user who runs a new feature in a loop. It is there only where a budget without scope tells what a day may cost.
 */
export function userShare({ dailyLimitUsd, thresholds }: RulesSettings): AlertRule | undefined {
  if (dailyLimitUsd === undefined) return undefined
  const mostUsd = dailyLimitUsd * thresholds.userShareOfDay
  return {
    alert: 'CostspanUserShare',
    expr: `sum by (${USER_HASH}) (increase(${USER_SPEND}[1h])) > ${mostUsd}`,
    forMinutes: 5,
    severity: 'page',
    summary:
      `User {{ $labels.${USER_HASH} }} spent ${USD_VALUE} in the last hour; ` +
      `$${mostUsd.toFixed(2)} is the most of a daily budget of $${dailyLimitUsd.toFixed(2)}`,
    description:
      'The hash is that of `user.id`; spans with the cost carry the id itself. A budget for each user stops it.',
  }
}
