import { usdOf } from '../reports/format-usd.ts'
import type { Economics } from './find-economics.ts'
import { outcomeJson, qualityJson } from './outcome-json.ts'

/** Economics as JSON, with amounts in USD and their exact nano-USD as texts where they are sums. */
export function economicsJson({ days, tiers, ownership, outcomes, quality }: Economics): object {
  return {
    days,
    tiers: tiers.map(({ tier, users, calls, costNanoUsd, revenueNanoUsd, costPerUser, unprofitableUsers, caps }) => ({
      tier,
      users,
      calls,
      cost_usd: usdOf(costNanoUsd),
      cost_nano_usd: `${costNanoUsd}`,
      revenue_usd: revenueNanoUsd === undefined ? null : usdOf(revenueNanoUsd),
      margin_usd: revenueNanoUsd === undefined ? null : usdOf(revenueNanoUsd - costNanoUsd),
      cost_per_user_usd: Object.fromEntries(Object.entries(costPerUser).map(([name, cost]) => [name, usdOf(cost)])),
      unprofitable_users: unprofitableUsers,
      suggested_limits_usd:
        caps === undefined
          ? null
          : { month: usdOf(caps.monthNanoUsd), day: usdOf(caps.dayNanoUsd), hour: usdOf(caps.hourNanoUsd) },
    })),
    month: {
      calls_usd: usdOf(ownership.callsNanoUsd),
      lines: ownership.lines.map(({ monthNanoUsd, ...line }) => ({ ...line, usd: usdOf(monthNanoUsd) })),
      total_usd: usdOf(ownership.totalNanoUsd),
    },
    outcomes: outcomes.map(outcomeJson),
    quality: quality.map(qualityJson),
  }
}
