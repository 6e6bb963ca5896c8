import { nanoToUsd } from '@costspan/cost/prices'
import { type BatchObservableResult, type MeterProvider, metrics, type ObservableGauge } from '@opentelemetry/api'
import type { PlannedClaim } from '../admission/planned-claim.ts'
import type { Refusal } from '../admission/refusal.ts'
import type { Reservation } from '../guard.ts'
import * as semconv from '../semconv.ts'
import { type Balance, NOTHING_SPENT } from '../store/budget-store.ts'
import type { BudgetPeriod } from '../window/budget-window.ts'
import { createDecisionCounter, type DecisionCounter } from './decision-counter.ts'

/** Counts decisions and shows how budgets stand. */
export interface BudgetMetrics {
  decided(
    claims: readonly PlannedClaim[],
    balances: readonly Balance[],
    refused: readonly Refusal[],
    wouldDeny: readonly Refusal[],
  ): void
  spent(reservation: Reservation, balances: readonly (Balance | undefined)[]): void
}

export interface BudgetMetricsOptions {
  readonly meterProvider: MeterProvider | undefined
  readonly now: () => number
}

/** What this process knows of a budget's fullest bucket. */
interface Shown {
  readonly key: string
  readonly budget: string
  readonly period: BudgetPeriod
  readonly limit: bigint
  readonly balance: Balance
  readonly resetsAtMillis: number
}

/**
 * Gauges for limits in USD, by budget and window. Of a budget with many buckets, such as one for each user, they show the
 * fullest that this process has seen: ids of users are no attributes of metrics.
 */
export function createBudgetMetrics({ meterProvider, now }: BudgetMetricsOptions): BudgetMetrics {
  let counter: DecisionCounter | undefined
  const shown = new Map<string, Shown>()

  function show(next: Shown): void {
    const name = `${next.budget} ${next.period}`
    const known = shown.get(name)
    const isNewer = known === undefined || known.key === next.key || known.resetsAtMillis <= now()
    if (isNewer || fullness(next) >= fullness(known)) shown.set(name, next)
  }

  /** Made with the first decision: the global meter provider may be registered after the guard was made. */
  function startMetrics(): DecisionCounter {
    const meter = (meterProvider ?? metrics.getMeterProvider()).getMeter('@costspan/guard')
    const gauge = (name: string, description: string): ObservableGauge =>
      meter.createObservableGauge(name, { unit: 'USD', description })
    const limit = gauge(semconv.METRIC_BUDGET_LIMIT, 'What a budget may spend in a window')
    const spent = gauge(semconv.METRIC_BUDGET_SPENT, 'What a budget has spent in its window')
    const held = gauge(semconv.METRIC_BUDGET_HELD, 'What calls under way hold of a budget')
    meter.addBatchObservableCallback((result) => observe(result, { limit, spent, held }), [limit, spent, held])
    return createDecisionCounter(meter)
  }

  function observe(
    result: BatchObservableResult,
    { limit, spent, held }: Record<'limit' | 'spent' | 'held', ObservableGauge>,
  ): void {
    for (const [name, each] of shown) {
      if (each.resetsAtMillis <= now()) {
        shown.delete(name)
        continue
      }
      const attributes = { [semconv.COSTSPAN_BUDGET]: each.budget, [semconv.COSTSPAN_BUDGET_WINDOW]: each.period }
      result.observe(limit, nanoToUsd(each.limit), attributes)
      result.observe(spent, nanoToUsd(each.balance.spent), attributes)
      result.observe(held, nanoToUsd(each.balance.held), attributes)
    }
  }
  return {
    decided(claims, balances, refused, wouldDeny) {
      counter ??= startMetrics()
      counter.count(claims, refused, wouldDeny)
      for (const [index, { budget, claim, period, unit, fullLimit, resetsAtMillis }] of claims.entries()) {
        if (unit !== 'usd' || fullLimit === undefined || resetsAtMillis === undefined) continue
        const before = balances[index] ?? NOTHING_SPENT
        const balance = refused.length > 0 ? before : { ...before, held: before.held + claim.amount }
        show({ key: claim.key, budget: budget.name, period, limit: fullLimit + before.raised, balance, resetsAtMillis })
      }
    },
    spent({ holds }, balances) {
      for (const [index, { key, budget, period, unit, limit: of, resetsAtMillis }] of holds.entries()) {
        const balance = balances[index]
        if (balance === undefined || unit !== 'usd' || of === undefined || resetsAtMillis === undefined) continue
        show({ key, budget, period, limit: of, balance, resetsAtMillis })
      }
    },
  }
}

function fullness({ limit, balance: { spent, held } }: Shown): number {
  return limit === 0n ? 1 : Number(spent + held) / Number(limit)
}
