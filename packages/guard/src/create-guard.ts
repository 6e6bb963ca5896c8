import { randomUUID } from 'node:crypto'
import { diag } from '@opentelemetry/api'
import { fits } from './admission/decide.ts'
import type { PlannedClaim } from './admission/planned-claim.ts'
import { planClaims } from './admission/plan-claims.ts'
import { type ClaimsDecision, createDecider } from './admission/decider.ts'
import type { Refusal } from './admission/refusal.ts'
import { longestRefusal, refusalOf } from './admission/refusal-of.ts'
import { settledAmount } from './admission/settled-amount.ts'
import { sortClaims } from './admission/sort-claims.ts'
import { createAlerts } from './alert/create-alerts.ts'
import type { BudgetOptions } from './budget/budget-options.ts'
import { readBudgets } from './budget/read-budgets.ts'
import type { Admission, AdmissionRequest, Guard, Hold, Reservation } from './guard.ts'
import { type GuardOptions, guardSettings } from './guard-options.ts'
import { ladderStates } from './ladder/ladder-states.ts'
import { createMemoryLedger } from './ledger/memory-ledger.ts'
import { createBudgetMetrics } from './metrics/budget-metrics.ts'
import { activeRun } from './run/run-context.ts'
import { type PaidAmount, type PaidWork, runPaid } from './paid/run-paid.ts'
import { planRunClaims } from './run/plan-run-claims.ts'
import { standingOf, statusOf } from './status/read-status.ts'
import { readAdvisory } from './run/run-advisory.ts'
import { createRunShares } from './run/run-shares.ts'
import { createMemoryStore } from './store/memory-store.ts'
import { NOTHING_SPENT } from './store/budget-store.ts'

/** A guard that can be used by hand too. */
export interface BudgetGuard extends Guard {
  /** Runs anything else that is paid for, if the budgets allow it: `runPaid` with this guard. */
  run<T>(work: PaidWork, fn: (paid: (amount: PaidAmount) => void) => Promise<T>): Promise<T>
}

/**
 * Makes a guard, from its options or from a single budget.
 *
 * @example
 * ```ts
 * import { createGuard } from '@costspan/guard'
 *
 * const guard = createGuard({ limit: '$1.00', per: 'day' })
 * const call = { context: { user: 'u-17' }, provider: 'openai', model: 'gpt-5', operation: 'chat' }
 * const admission = await guard.admit({ ...call, estimate: { nanoUsd: 10_000_000n, inputTokens: 900, outputTokens: 800 } })
 * if (admission.decision === 'allow') {
 *   const actual = { nanoUsd: 4_000_000n, inputTokens: 850, outputTokens: 300, outcome: 'reported' } as const
 *   await guard.settle(admission.reservation, actual)
 * }
 * ```
 *
 * @throws TypeError for an option that is wrong, naming it, its value and what was expected
 */
export function createGuard(optionsOrBudget: GuardOptions | BudgetOptions): BudgetGuard {
  const options: GuardOptions = 'budgets' in optionsOrBudget ? optionsOrBudget : { budgets: [optionsOrBudget] }
  const settings = guardSettings(options)
  const budgets = readBudgets(options.budgets)
  const { store = createMemoryStore(), ledger = createMemoryLedger() } = options
  const { now, holdMillis } = settings

  const decider = createDecider({ store, ledger, ...settings })
  const metrics = createBudgetMetrics({ meterProvider: options.meterProvider, now })
  const alerts = createAlerts({ budgets, store, sinks: settings.alerts, now })
  const shares = createRunShares({ store, ask: decider.ask, now, holdMillis })

  function plan(
    request: AdmissionRequest,
    atMillis: number,
    run = request.run ?? activeRun(),
  ): readonly PlannedClaim[] {
    const { context, estimate, beyond } = request
    const demand = { context, estimate, beyond, atMillis }
    return [...planClaims(budgets, demand), ...(run === undefined ? [] : planRunClaims(run, demand))]
  }

  async function admit(request: AdmissionRequest): Promise<Admission> {
    const run = request.run ?? activeRun()
    if (run !== undefined) await shares.held(run)
    const atMillis = now()
    const { hopeless, counted } = sortClaims(plan(request, atMillis, run))
    const cause = { atMillis, context: request.context }
    const early = hopeless.map(
      ({ planned, reason }) => [planned, refusalOf(planned, NOTHING_SPENT, cause, reason)] as const,
    )
    const expiresAtMillis = atMillis + (request.holdMillis ?? holdMillis)
    const ask = { id: randomUUID(), atMillis, expiresAtMillis, claims: counted }
    const isHopeless = early.some(([{ claim }]) => claim.enforced)
    const decision: ClaimsDecision = isHopeless ? decider.unasked(counted) : await decider.decide(ask)
    const all = [...early, ...lateRefusals(counted, decision, cause)]
    const refused = all.filter(([{ claim }]) => claim.enforced).map(([, refusal]) => refusal)
    const wouldDeny = all.filter(([{ claim }]) => !claim.enforced).map(([, refusal]) => refusal)
    const refusal = longestRefusal(refused)

    metrics.decided(counted, decision.balances, refused, wouldDeny)
    alerts.refused(all.filter(([, each]) => hasReachedLimit(each)).map(([planned]) => planned))
    if (refusal !== undefined) return { decision: 'deny', refusal, wouldDeny }
    const holds = counted.map((planned, index) => holdOf(planned, decision, index))
    const { id } = ask
    const { epoch } = decision
    const reservation: MarkedReservation = { id, request, atMillis, expiresAtMillis, epoch, holds, [ENDED]: false }
    return {
      decision: 'allow',
      reservation,
      ladder: ladderStates(counted, decision.balances, request.context.feature),
      wouldDeny,
    }
  }

  async function end(reservation: MarkedReservation, amountOf: (hold: Hold) => bigint): Promise<void> {
    if (reservation[ENDED] === true) return
    // One that the caller has frozen is kept from ending twice by the store.
    Reflect.set(reservation, ENDED, true)
    const amounts = new Map(reservation.holds.map((hold) => [hold.key, amountOf(hold)]))
    const balances = await decider.settle(reservation, amounts, now())
    metrics.spent(reservation, balances)
    alerts.spent(reservation, amounts, balances)
  }

  const guard: BudgetGuard = {
    admit,
    run: (work, fn) => runPaid(guard, work, fn),
    settle: (reservation, settlement) => end(reservation, (hold) => settledAmount(hold, settlement)),
    release: (reservation) => end(reservation, () => 0n),
    standing: (context) => standingOf(store, plan(nothingFor(context), now()), now()),
    status: () => statusOf(store, budgets, now()),
    beginRun: (run) => shares.begin(run),
    endRun: (run) => shares.end(run),
    async advisory(run) {
      await shares.held(run)
      return readAdvisory(store, run, now(), holdMillis)
    },
    async close() {
      shares.close()
      await alerts.flush()
      await decider.close()
      await store.close().catch((error: unknown) => diag.warn('costspan: the budget store could not be closed', error))
      ledger.close()
    },
  }
  return guard
}

/** Marks a reservation that has ended, on itself: a set of all that have makes each garbage collection longer. */
const ENDED = Symbol('costspan.ended')

type MarkedReservation = Reservation & { readonly [ENDED]?: boolean }

type RefusedClaim = readonly [PlannedClaim, Refusal]

/** What refuses after the store was asked, or the policy in its place. */
function lateRefusals(
  counted: readonly PlannedClaim[],
  { balances, refusedWithoutStore, isRefused, isUnasked }: ClaimsDecision,
  cause: Parameters<typeof refusalOf>[2],
): readonly RefusedClaim[] {
  if (isUnasked) return []
  if (refusedWithoutStore !== undefined) {
    return refusedWithoutStore.map((planned) => {
      const balance = balances[counted.indexOf(planned)] ?? NOTHING_SPENT
      return [planned, refusalOf(planned, balance, cause, 'store_unavailable')] as const
    })
  }
  const late = counted.flatMap((planned, index): RefusedClaim[] => {
    const balance = balances[index] ?? NOTHING_SPENT
    return fits(planned.claim, balance) ? [] : [[planned, refusalOf(planned, balance, cause)]]
  })
  const first = counted.find(({ claim }) => claim.enforced && claim.limit !== undefined)
  if (!isRefused || first === undefined || late.some(([{ claim }]) => claim.enforced)) return late
  // Lua compares doubles: within some nano-USD of a limit beyond nine million dollars it may refuse what would just fit.
  return [...late, [first, refusalOf(first, balances[counted.indexOf(first)] ?? NOTHING_SPENT, cause)]]
}

function holdOf(planned: PlannedClaim, { balances }: ClaimsDecision, index: number): Hold {
  const { claim, budget, period, unit, scope, fullLimit, resetsAtMillis } = planned
  return {
    key: claim.key,
    budget: budget.name,
    period,
    unit,
    scope,
    limit: fullLimit === undefined ? undefined : fullLimit + (balances[index]?.raised ?? 0n),
    amount: claim.amount,
    resetsAtMillis,
    keptUntilMillis: claim.keptUntilMillis,
  }
}

/** Whether spending is as near to the limit as it gets. What is only held may be free again, and nobody is alarmed for it. */
function hasReachedLimit({ reason, limit = 0n, spent, estimate = 0n }: Refusal): boolean {
  return reason === 'limit' && estimate <= limit && spent + estimate > limit
}

function nothingFor(context: AdmissionRequest['context']): AdmissionRequest {
  const estimate = { nanoUsd: 0n, inputTokens: 0, outputTokens: 0 }
  return { context, provider: '', model: '', operation: '', estimate }
}
