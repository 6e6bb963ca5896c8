import { diag } from '@opentelemetry/api'
import { createLocalLeases } from '../failure/local-leases.ts'
import { within } from '../failure/within.ts'
import type { Reservation } from '../guard.ts'
import { type Accounts, createAccounts } from '../ledger/accounts.ts'
import type { BudgetLedger, LedgerRow } from '../ledger/budget-ledger.ts'
import type { Balance, BudgetStore } from '../store/budget-store.ts'
import type { PlannedClaim } from './planned-claim.ts'

/** Has claims decided: by the store, or by the budgets' policy while the store fails. Never rejects. */
export interface Decider {
  /** Asks the store something else. Rejects when it fails, and at once when it failed a moment ago. */
  ask<T>(question: () => Promise<T>): Promise<T>
  decide(demand: ClaimsDemand): Promise<ClaimsDecision>
  /** The decision about claims that nobody was asked about, because the call is refused anyway. */
  unasked(claims: readonly PlannedClaim[]): ClaimsDecision
  settle(
    reservation: Reservation,
    amounts: ReadonlyMap<string, bigint>,
    atMillis: number,
  ): Promise<readonly (Balance | undefined)[]>
  close(): Promise<void>
}

export interface ClaimsDemand {
  readonly id: string
  readonly atMillis: number
  readonly expiresAtMillis: number
  readonly claims: readonly PlannedClaim[]
}

export interface ClaimsDecision {
  /** Undefined when the store did not decide. */
  readonly epoch: string | undefined
  readonly balances: readonly Balance[]
  /** The claims that a policy refused in place of the store; undefined when the store decided. */
  readonly refusedWithoutStore: readonly PlannedClaim[] | undefined
  readonly isRefused: boolean
  readonly isUnasked: boolean
}

export interface DeciderOptions {
  readonly store: BudgetStore
  readonly ledger: BudgetLedger
  readonly storeTimeoutMillis: number
  readonly leasePercent: number
}

const UNASKED: ClaimsDecision = {
  epoch: undefined,
  balances: [],
  refusedWithoutStore: undefined,
  isRefused: false,
  isUnasked: true,
}

/** For so long after a failure the store is not asked: to wait for it in each call would make its outage ours. */
const PAUSE_MILLIS = 1_000

export function createDecider({ store, ledger, storeTimeoutMillis, leasePercent }: DeciderOptions): Decider {
  const accounts = createAccounts(store, ledger)
  const leases = createLocalLeases(leasePercent)
  const timeoutMillis = store.name === 'memory' ? undefined : storeTimeoutMillis
  let pausedUntil = 0
  let retry: NodeJS.Timeout | undefined

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    if (performance.now() < pausedUntil) throw new Error(`the ${store.name} store failed a moment ago`)
    const answer = question()
    try {
      return await within(answer, timeoutMillis, `the ${store.name} store`)
    } catch (error) {
      pausedUntil = performance.now() + PAUSE_MILLIS
      diag.warn(`costspan: the ${store.name} budget store failed; the policy of each budget decides`, error)
      throw error
    }
  }

  async function decide(demand: ClaimsDemand): Promise<ClaimsDecision> {
    const { id, atMillis, expiresAtMillis, claims } = demand
    if (claims.length === 0) return UNASKED
    const request = { id, atMillis, expiresAtMillis, claims: claims.map(({ claim }) => claim) }
    let reserving: ReturnType<Accounts['reserve']> | undefined
    try {
      const { epoch, balances, outcome } = await ask(() => (reserving = accounts.reserve(request)))
      // Memory does not fail.
      if (timeoutMillis !== undefined) leases.seen(claims, balances)
      return { epoch, balances, refusedWithoutStore: undefined, isRefused: outcome === 'refused', isUnasked: false }
    } catch {
      reserving?.then(
        () => freeHolds(request.id, claims, atMillis),
        () => {},
      )
      const { isAdmitted, refusing, balances } = await leases.decide(demand)
      const refusedWithoutStore = isAdmitted ? [] : refusing
      return { epoch: undefined, balances, refusedWithoutStore, isRefused: !isAdmitted, isUnasked: false }
    }
  }

  /** A store that answers too late has written holds that nobody will settle. */
  function freeHolds(id: string, claims: readonly PlannedClaim[], atMillis: number): void {
    const bookings = claims.map(({ claim }) => ({ key: claim.key, amount: 0n, keptUntilMillis: claim.keptUntilMillis }))
    store.settle({ id, atMillis, bookings }).catch(() => {})
  }

  async function settle(
    { id, epoch, holds }: Reservation,
    amounts: ReadonlyMap<string, bigint>,
    atMillis: number,
  ): Promise<readonly (Balance | undefined)[]> {
    if (holds.length === 0) return []
    const bookings = holds.map(({ key, keptUntilMillis }) => ({ key, amount: amounts.get(key) ?? 0n, keptUntilMillis }))
    if (epoch === undefined) await leases.settle(id, atMillis, amounts)
    const isNothing = bookings.every(({ amount }) => amount === 0n)
    if (isNothing && epoch === undefined) return []
    try {
      if (isNothing) return (await ask(() => store.settle({ id, atMillis, bookings }))).balances
      const row = { id, atMillis, epoch, bookings }
      note(row)
      return await ask(() => accounts.settle(row))
    } catch {
      tryAgain(PAUSE_MILLIS)
      return []
    }
  }

  /** The row is in the ledger before the store is asked. A disk that is full must not keep it from the store. */
  function note(row: LedgerRow): void {
    try {
      accounts.note(row)
    } catch (error) {
      diag.error('costspan: a settled call could not be written into the ledger of budgets', error)
    }
  }

  function tryAgain(delayMillis: number): void {
    if (retry !== undefined) return
    retry = setTimeout(() => {
      retry = undefined
      within(accounts.catchUp(), timeoutMillis, `the ${store.name} store`).catch(() =>
        tryAgain(Math.min(delayMillis * 2, 30_000)),
      )
    }, delayMillis)
    retry.unref()
  }

  return {
    ask,
    decide,
    unasked: () => UNASKED,
    settle,
    async close() {
      clearTimeout(retry)
      if (ledger.pending().length === 0) return
      await within(accounts.catchUp(), storeTimeoutMillis, `the ${store.name} store`).catch((error: unknown) =>
        diag.error('costspan: spending could not be booked; it stays in the ledger', error),
      )
    },
  }
}
