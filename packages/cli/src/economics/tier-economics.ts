import { suggestedCaps, type SuggestedCaps } from '@costspan/guard'
import type { SpendGroup } from '../ledger/ledger.ts'
import { UNATTRIBUTED } from '../reports/dimensions.ts'
import { quantile } from './quantile.ts'
import type { RevenuePlan } from './revenue-plan.ts'

/** What the customers of one tier bring and cost in a window. Amounts are nano-USD. */
export interface TierEconomics {
  readonly tier: string
  /** Users with a name that made calls. */
  readonly users: number
  readonly calls: number
  readonly costNanoUsd: bigint
  /** `undefined` where nothing is known of the tier's revenue. */
  readonly revenueNanoUsd: bigint | undefined
  /** What a user costs: in the middle, and for the dearest twentieth and hundredth. */
  readonly costPerUser: { readonly mean: bigint; readonly p50: bigint; readonly p95: bigint; readonly p99: bigint }
  /** Users who cost more than they bring. */
  readonly unprofitableUsers: number
  /** Limits for each user that would keep the margin; `undefined` without a price of the tier. */
  readonly caps: SuggestedCaps | undefined
}

/** How revenue is put beside cost. */
export interface EconomicsOptions {
  /** The part of a month that the window is: revenue is for a month, and counts in proportion. */
  readonly months: number
  /** In per cent. */
  readonly targetMargin: number
}

/** Puts cost beside revenue for each tier, the dearest first. Calls without a user count in the cost and not as one. */
export function tierEconomics(
  groups: readonly SpendGroup[],
  plan: RevenuePlan,
  options: EconomicsOptions,
): readonly TierEconomics[] {
  const byTier = Map.groupBy(groups, ({ key }) => key.tier ?? UNATTRIBUTED)
  // A tier that pays and makes no calls is profitable and not absent.
  for (const tier of plan.tiers.keys()) if (!byTier.has(tier)) byTier.set(tier, [])
  return [...byTier]
    .map(([tier, own]) => oneTier(tier, own, plan, options))
    .toSorted((a, b) => (a.costNanoUsd < b.costNanoUsd ? 1 : -1))
}

function oneTier(
  tier: string,
  groups: readonly SpendGroup[],
  plan: RevenuePlan,
  { months, targetMargin }: EconomicsOptions,
): TierEconomics {
  const named = groups.filter(({ key }) => key.user !== undefined)
  const costs = named.map(({ nanoUsd }) => nanoUsd).toSorted((a, b) => (a < b ? -1 : 1))
  const price = plan.tiers.get(tier)
  const revenues = named.map(({ key }) => plan.users.get(key.user ?? '') ?? price?.priceNanoUsd)
  const known = revenues.filter((revenue) => revenue !== undefined)
  const more = price?.users === undefined ? 0n : BigInt(Math.max(0, price.users - named.length)) * price.priceNanoUsd
  const isKnown = price !== undefined || known.length > 0
  return {
    tier,
    users: named.length,
    calls: groups.reduce((sum, { calls }) => sum + calls, 0),
    costNanoUsd: total(groups.map(({ nanoUsd }) => nanoUsd)),
    revenueNanoUsd: isKnown ? inWindow(total(known) + more, months) : undefined,
    costPerUser: {
      mean: costs.length === 0 ? 0n : total(costs) / BigInt(costs.length),
      p50: quantile(costs, 0.5),
      p95: quantile(costs, 0.95),
      p99: quantile(costs, 0.99),
    },
    unprofitableUsers: named.filter(({ nanoUsd }, index) => {
      const revenue = revenues[index]
      return revenue !== undefined && nanoUsd > inWindow(revenue, months)
    }).length,
    caps: price && suggestedCaps({ price: dollars(price.priceNanoUsd), targetMargin }),
  }
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n)
}

function inWindow(monthly: bigint, months: number): bigint {
  return (monthly * BigInt(Math.round(months * 1e6))) / 1_000_000n
}

/** The amount as text, which the guard reads exactly. */
function dollars(nanoUsd: bigint): string {
  return `${nanoUsd / 1_000_000_000n}.${(nanoUsd % 1_000_000_000n).toString().padStart(9, '0')}`
}
