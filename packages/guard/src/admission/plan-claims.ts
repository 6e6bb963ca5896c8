import type { CostContext } from '@costspan/cost'
import { type Bucket, bucketOf, limitOf, matches } from '../budget/bucket.ts'
import type { Budget, BudgetLimit, UnknownPricePolicy } from '../budget/budget.ts'
import { counterKey } from '../budget/counter-key.ts'
import type { Estimate } from '../guard.ts'
import { countingPeriod } from '../window/counting-period.ts'
import { amountOf, type ClaimedAmount } from './amount-of.ts'
import type { PlannedClaim } from './planned-claim.ts'
import { strictestRung } from '../ladder/strictest-rung.ts'

/** Who asks, when, and for how much. */
export interface Demand {
  readonly context: CostContext
  readonly estimate: Estimate
  /** What the call holds already. */
  readonly beyond?: Estimate | undefined
  readonly atMillis: number
}

/** What a call demands of all budgets: one claim for each budget, window and unit that it falls under. */
export function planClaims(budgets: readonly Budget[], demand: Demand): readonly PlannedClaim[] {
  return budgets.flatMap((budget) => {
    if (budget.mode === 'off' || !matches(budget, demand.context)) return []
    const bucket = bucketOf(budget, demand.context)
    return budget.limits.map((limit) => planClaim(budget, limit, bucket, demand))
  })
}

function planClaim(budget: Budget, limit: BudgetLimit, bucket: Bucket, demand: Demand): PlannedClaim {
  const { context, estimate, atMillis } = demand
  const { windowId, endMillis, keptUntilMillis } = countingPeriod(limit.period, budget.zone, context, atMillis)
  const fullLimit = limitOf(limit, bucket, context)
  const { amount, isUncounted } = claimedAmount(limit, demand, budget.onUnknownPrice)
  const isFree = budget.allowFree && limit.unit === 'usd' && estimate.nanoUsd === 0n && fullLimit !== 0n
  const rung = strictestRung(budget.ladder, context.feature)
  return {
    budget,
    unit: limit.unit,
    period: limit.period,
    windowId,
    scope: bucket.scope,
    fullLimit,
    resetsAtMillis: endMillis,
    isUnknownPrice: amount === undefined,
    rung,
    claim: {
      key: counterKey({ budget: budget.name, period: limit.period, unit: limit.unit, windowId, bucket: bucket.hash }),
      amount: amount ?? 0n,
      limit: isFree || isUncounted ? undefined : fullLimit === undefined ? undefined : rung.amountOf(fullLimit),
      enforced: budget.mode === 'enforce',
      keptUntilMillis,
    },
  }
}

/** More of a call that is under way is no further request, and of one request all of it counts. */
function claimedAmount(
  { unit, period }: BudgetLimit,
  { estimate, beyond }: Demand,
  onUnknownPrice: UnknownPricePolicy,
): ClaimedAmount {
  if (beyond !== undefined && unit === 'requests') return { amount: 0n, isUncounted: false }
  return amountOf(unit, period === 'request' && beyond ? sumOf(estimate, beyond) : estimate, onUnknownPrice)
}

function sumOf(one: Estimate, other: Estimate): Estimate {
  return {
    nanoUsd: one.nanoUsd === undefined || other.nanoUsd === undefined ? undefined : one.nanoUsd + other.nanoUsd,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
  }
}
