import type { PlannedClaim } from '../admission/planned-claim.ts'
import type { Budget, BudgetLimit } from '../budget/budget.ts'
import { parseCounterKey } from '../budget/counter-key.ts'
import { type Balance, type BudgetStore, NOTHING_SPENT } from '../store/budget-store.ts'
import { countingPeriod } from '../window/counting-period.ts'
import type { BudgetStatus } from './budget-status.ts'

/** How the counters of a call stand. */
export async function standingOf(
  store: BudgetStore,
  claims: readonly PlannedClaim[],
  atMillis: number,
): Promise<readonly BudgetStatus[]> {
  const counted = claims.filter(({ period, fullLimit }) => period !== 'request' && fullLimit !== undefined)
  const balances = await store.read(
    counted.map(({ claim }) => claim.key),
    atMillis,
  )
  return counted.map(({ budget, period, windowId, unit, scope, fullLimit, resetsAtMillis }, index) => ({
    budget: budget.name,
    mode: budget.mode,
    window: period,
    windowId,
    unit,
    scope,
    resetsAtMillis,
    ...amounts(fullLimit, balances[index] ?? NOTHING_SPENT),
  }))
}

/** How all budgets stand in their present windows. Ids are hashed in the store, so that buckets are known by their hash. */
export async function statusOf(
  store: BudgetStore,
  budgets: readonly Budget[],
  atMillis: number,
): Promise<readonly BudgetStatus[]> {
  const counters = new Map((await store.list(atMillis)).map(({ key, ...balance }) => [key, balance]))
  return budgets.flatMap((budget) =>
    budget.limits
      .filter(({ period }) => period !== 'request')
      .flatMap((limit) => statusOfLimit(budget, limit, counters, atMillis)),
  )
}

function statusOfLimit(
  budget: Budget,
  { unit, period, amount, byTier }: BudgetLimit,
  counters: ReadonlyMap<string, Balance>,
  atMillis: number,
): readonly BudgetStatus[] {
  const { windowId, endMillis } = countingPeriod(period, budget.zone, {}, atMillis)
  const base = { budget: budget.name, mode: budget.mode, window: period, unit, resetsAtMillis: endMillis }
  const limit = byTier.size === 0 ? amount : undefined
  const found = [...counters].flatMap(([key, balance]) => {
    const name = parseCounterKey(key)
    if (name?.budget !== budget.name || name.unit !== unit || name.period !== period) return []
    if (period !== 'run' && name.windowId !== windowId) return []
    const scope: Record<string, string> = name.bucket === '-' ? {} : { bucket: name.bucket }
    return [{ ...base, windowId: name.windowId, scope, ...amounts(limit, balance) }]
  })
  if (found.length > 0 || budget.dimensions.length > 0 || period === 'run') return found
  return [{ ...base, windowId, scope: {}, ...amounts(limit, NOTHING_SPENT) }]
}

function amounts(
  limit: bigint | undefined,
  { spent, held, raised }: Balance,
): Pick<BudgetStatus, 'limit' | 'spent' | 'held'> {
  return { limit: limit === undefined ? undefined : limit + raised, spent, held }
}
