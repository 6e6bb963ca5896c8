import { fits } from '../admission/decide.ts'
import type { PlannedClaim } from '../admission/planned-claim.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { type Balance, type BudgetStore, type Claim, NOTHING_SPENT } from '../store/budget-store.ts'

/** What decides while the store does not answer, from what this process knows. */
export interface LocalLeases {
  /** Remembers what the store said, and forgets what was decided without it. */
  seen(claims: readonly PlannedClaim[], balances: readonly Balance[]): void
  decide(request: LocalRequest): Promise<LocalDecision>
  /** Ends a hold of a local decision, with what it has cost. */
  settle(id: string, atMillis: number, amounts: ReadonlyMap<string, bigint>): Promise<void>
}

export interface LocalRequest {
  readonly id: string
  readonly atMillis: number
  readonly expiresAtMillis: number
  readonly claims: readonly PlannedClaim[]
}

export interface LocalDecision {
  readonly isAdmitted: boolean
  /** The claims that refuse. */
  readonly refusing: readonly PlannedClaim[]
  /** What was last seen, with what was decided here since. */
  readonly balances: readonly Balance[]
}

/** A counter's balance is remembered for so many counters; then the oldest are forgotten. */
const MOST_COUNTERS = 10_000

/**
 * A lease is the slice of a counter's headroom that a process may spend by itself: so many percent of what was left when it
 * last saw the counter. With fewer than `100 / leasePercent` processes, an outage passes no limit by more than was spent
 * since then.
 */
export function createLocalLeases(leasePercent: number): LocalLeases {
  const lastSeen = new Map<string, Balance>()
  let local: BudgetStore | undefined

  function localClaim({ claim, budget }: PlannedClaim): Claim {
    if (budget.onStoreFailure === 'open' || claim.limit === undefined) return { ...claim, limit: undefined }
    if (budget.onStoreFailure === 'closed') return { ...claim, limit: 0n }
    const { spent, held, raised } = lastSeen.get(claim.key) ?? NOTHING_SPENT
    const left = claim.limit + raised - spent - held
    const slice = (left * BigInt(Math.round(leasePercent * 1_000))) / 100_000n
    return { ...claim, limit: slice < 0n ? 0n : slice }
  }

  return {
    seen(claims, balances) {
      local = undefined
      for (const [index, { claim }] of claims.entries()) {
        lastSeen.delete(claim.key)
        lastSeen.set(claim.key, balances[index] ?? NOTHING_SPENT)
      }
      for (const key of lastSeen.keys()) {
        if (lastSeen.size <= MOST_COUNTERS) break
        lastSeen.delete(key)
      }
    },
    async decide({ id, atMillis, expiresAtMillis, claims }) {
      local ??= createMemoryStore()
      const localClaims = claims.map(localClaim)
      const reply = await local.reserve({ id, atMillis, expiresAtMillis, epoch: undefined, claims: localClaims })
      const balances = reply.outcome === 'other_epoch' ? [] : reply.balances
      const refusing = claims.filter((planned, index) => {
        const localOne = localClaims[index] ?? planned.claim
        return localOne.enforced && !fits(localOne, balances[index] ?? NOTHING_SPENT)
      })
      const known = claims.map(({ claim }, index) => sumOf(lastSeen.get(claim.key), balances[index]))
      return { isAdmitted: reply.outcome === 'admitted', refusing, balances: known }
    },
    async settle(id, atMillis, amounts) {
      const bookings = [...amounts].map(([key, amount]) => ({ key, amount, keptUntilMillis: Infinity }))
      await local?.settle({ id, atMillis, bookings })
    },
  }
}

function sumOf(seen: Balance = NOTHING_SPENT, local: Balance = NOTHING_SPENT): Balance {
  return { spent: seen.spent + local.spent, held: seen.held + local.held, raised: seen.raised }
}
