import { diag } from '@opentelemetry/api'
import type { PlannedClaim } from '../admission/planned-claim.ts'
import type { Budget } from '../budget/budget.ts'
import type { Hold, Reservation } from '../guard.ts'
import { type Rung, rungAmount } from '../ladder/rung.ts'
import { RUN_BUDGET } from '../run/plan-run-claims.ts'
import type { Balance, BudgetStore } from '../store/budget-store.ts'
import type { AlertSink } from './alert.ts'
import { buildAlert, type ReachedRung } from './build-alert.ts'
import { createDelivery } from './delivery.ts'
import { createTallies } from './tallies.ts'

/** Notices when rungs are reached, and tells the sinks. Nothing of it delays or fails a call. */
export interface Alerts {
  /** Calls were settled: spending may have reached a rung. */
  spent(
    reservation: Reservation,
    amounts: ReadonlyMap<string, bigint>,
    balances: readonly (Balance | undefined)[],
  ): void
  /** A call was refused, and with it the last rung is reached: what does not fit leaves spending below the limit. */
  refused(claims: readonly PlannedClaim[]): void
  /** Waits, not for ever, until the sinks were told. */
  flush(): Promise<void>
}

export interface AlertsOptions {
  readonly budgets: readonly Budget[]
  readonly store: BudgetStore
  readonly sinks: readonly AlertSink[]
  readonly now: () => number
}

/** Latches that are known to have fallen, so that the store is not asked for each refused call. */
const MOST_KNOWN_LATCHES = 10_000

export function createAlerts({ budgets, store, sinks, now }: AlertsOptions): Alerts {
  if (sinks.length === 0) return { spent() {}, refused() {}, flush: async () => {} }
  const byName = new Map([...budgets, RUN_BUDGET].map((budget) => [budget.name, budget]))
  const delivery = createDelivery(sinks)
  const tallies = createTallies()
  const knownLatches = new Set<string>()
  const announcing = new Set<Promise<void>>()

  function announce(reached: ReachedRung): void {
    const latch = `${reached.key}@${reached.rung.atPercent}`
    if (knownLatches.has(latch)) return
    if (knownLatches.size >= MOST_KNOWN_LATCHES) knownLatches.clear()
    knownLatches.add(latch)
    const done = announceOnce(latch, reached)
      .catch((error: unknown) => {
        knownLatches.delete(latch)
        diag.warn('costspan: a budget alert could not be latched and will be tried with the next call', error)
      })
      .finally(() => announcing.delete(done))
    announcing.add(done)
  }

  async function announceOnce(latch: string, reached: ReachedRung): Promise<void> {
    const { keptUntilMillis } = reached
    if (!(await store.latch({ key: latch, atMillis: now(), keptUntilMillis }))) return
    delivery.send(await buildAlert(reached, { store, tallies, atMillis: now() }))
  }

  function rungsBetween(hold: Hold, before: bigint, after: bigint): readonly Rung[] {
    const ladder = byName.get(hold.budget)?.ladder ?? []
    return ladder.filter(({ atPercent }) => {
      const at = rungAmount(hold.limit ?? 0n, atPercent)
      return before < at && at <= after
    })
  }

  return {
    spent(reservation, amounts, balances) {
      for (const [index, hold] of reservation.holds.entries()) {
        const amount = amounts.get(hold.key) ?? 0n
        const balance = balances[index]
        const budget = byName.get(hold.budget)
        if (balance === undefined || budget === undefined || hold.limit === undefined || amount === 0n) continue
        tallies.add(hold.key, reservation.request, amount)
        // A crossing is seen by exactly one settlement, because each sees the sum that it has made itself.
        for (const rung of rungsBetween(hold, balance.spent - amount, balance.spent)) {
          announce({ ...hold, mode: budget.mode, zone: budget.zone, limit: hold.limit, balance, rung })
        }
      }
    },
    refused(claims) {
      for (const { claim, budget, fullLimit, period, unit, scope, resetsAtMillis } of claims) {
        const rung = budget.ladder.findLast(({ action }) => action === 'deny')
        if (rung === undefined || fullLimit === undefined || fullLimit === 0n || period === 'request') continue
        const { key, keptUntilMillis } = claim
        const { name, mode, zone } = budget
        const of = { key, keptUntilMillis, budget: name, mode, zone, period, unit, scope, resetsAtMillis }
        announce({ ...of, limit: fullLimit, balance: undefined, rung })
      }
    },
    async flush() {
      await Promise.all(announcing)
      await delivery.flush()
    },
  }
}
