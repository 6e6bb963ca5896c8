import type { CostContext } from '@costspan/cost'
import type { Balance } from '../store/budget-store.ts'
import type { PlannedClaim } from './planned-claim.ts'
import type { Refusal, RefusalReason } from './refusal.ts'

/** What is held only may be free again in moments. */
const RETRY_WHEN_HELD_SECONDS = 5

const RETRY_WHEN_STORE_FAILS_SECONDS = 5

/** What a caller is told of a claim that does not fit. */
export function refusalOf(
  planned: PlannedClaim,
  { spent, held, raised }: Balance,
  { atMillis, context }: { readonly atMillis: number; readonly context: CostContext },
  reason: RefusalReason = reasonOf(planned, { spent, held, raised }),
): Refusal {
  const { budget, claim, scope, period, unit, fullLimit } = planned
  return {
    budget: budget.name,
    reason,
    scope,
    window: period,
    unit,
    limit: fullLimit === undefined ? undefined : fullLimit + raised,
    spent,
    held,
    estimate: reason === 'unknown_price' ? undefined : claim.amount,
    ...(claim.limit !== undefined && { left: leftOf(claim.limit + raised, spent + held) }),
    retryAfterSeconds: retryAfter(planned, { spent, held, raised }, atMillis, reason),
    atMillis,
    context,
  }
}

/** Of several refusals the one that holds the longest: a caller who comes back earlier is refused again. */
export function longestRefusal(refusals: readonly Refusal[]): Refusal | undefined {
  return refusals.toSorted((a, b) => waitOf(b) - waitOf(a))[0]
}

function leftOf(allowed: bigint, used: bigint): bigint {
  return allowed > used ? allowed - used : 0n
}

function waitOf({ retryAfterSeconds = Infinity }: Refusal): number {
  return retryAfterSeconds
}

function reasonOf({ rung, claim, fullLimit }: PlannedClaim, { spent, held, raised }: Balance): RefusalReason {
  const fitsWhole = fullLimit !== undefined && spent + held + claim.amount <= fullLimit + raised
  if (!fitsWhole || rung.action === 'deny') return 'limit'
  return rung.action === 'disable' ? 'feature_disabled' : 'final_reserve'
}

function retryAfter(
  { claim, resetsAtMillis }: PlannedClaim,
  { spent, raised }: Balance,
  atMillis: number,
  reason: RefusalReason,
): number | undefined {
  if (reason === 'store_unavailable') return RETRY_WHEN_STORE_FAILS_SECONDS
  const allowed = (claim.limit ?? 0n) + raised
  // No window will ever have room for it.
  if (reason === 'unknown_price' || reason === 'request_cap' || allowed <= 0n || claim.amount > allowed)
    return undefined
  const untilReset = resetsAtMillis === undefined ? undefined : Math.ceil((resetsAtMillis - atMillis) / 1_000)
  if (spent + claim.amount > allowed) return untilReset
  return Math.min(RETRY_WHEN_HELD_SECONDS, untilReset ?? RETRY_WHEN_HELD_SECONDS)
}
