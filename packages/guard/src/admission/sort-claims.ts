import { fits } from './decide.ts'
import { NOTHING_SPENT } from '../store/budget-store.ts'
import type { PlannedClaim } from './planned-claim.ts'
import type { RefusalReason } from './refusal.ts'

/** What is known of a call's claims before any store is asked. */
export interface SortedClaims {
  /** Claims that do not fit, whatever was spent: larger than a request may be, or of unknown price. */
  readonly hopeless: readonly HopelessClaim[]
  /** Claims that the store decides. */
  readonly counted: readonly PlannedClaim[]
}

export interface HopelessClaim {
  readonly planned: PlannedClaim
  readonly reason: RefusalReason
}

/** Limits of a single request need no counter, and an unknown price is refused whatever is left. */
export function sortClaims(claims: readonly PlannedClaim[]): SortedClaims {
  const hopeless = claims.flatMap((planned): readonly HopelessClaim[] => {
    if (planned.isUnknownPrice) return [{ planned, reason: 'unknown_price' }]
    if (planned.period !== 'request' || fits(planned.claim, NOTHING_SPENT)) return []
    return [{ planned, reason: 'request_cap' }]
  })
  const known = claims.filter(({ isUnknownPrice, period }) => !isUnknownPrice && period !== 'request')
  return { hopeless, counted: known }
}
