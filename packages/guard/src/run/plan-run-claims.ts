import { amountOf } from '../admission/amount-of.ts'
import type { Demand } from '../admission/plan-claims.ts'
import type { PlannedClaim } from '../admission/planned-claim.ts'
import { hashOf } from '../budget/bucket.ts'
import type { Budget } from '../budget/budget.ts'
import { counterKey } from '../budget/counter-key.ts'
import type { BudgetUnit } from '../guard.ts'
import { DEFAULT_LADDER } from '../ladder/rung.ts'
import { countingPeriod } from '../window/counting-period.ts'
import type { ActiveRun } from './active-run.ts'

/** The budget that every run with a budget has. */
export const RUN_BUDGET: Budget = {
  name: 'run',
  dimensions: ['run'],
  match: [],
  limits: [],
  zone: 'UTC',
  mode: 'enforce',
  ladder: DEFAULT_LADDER,
  onUnknownPrice: 'deny',
  onStoreFailure: 'lease',
  allowFree: true,
}

/** What a call demands of the run that it is in, and of all runs around it, of each from the share of the next inner one. */
export function planRunClaims(run: ActiveRun, demand: Demand): readonly PlannedClaim[] {
  const runs = runsAround(run)
  const spending = runs.map((each, index) => {
    const inner = runs[index - 1]
    return planRunClaim(each, 'usd', each.limitNanoUsd, demand, inner && shareId(inner))
  })
  return [planRunClaim(run, 'requests', undefined, demand), ...spending]
}

/** A run and those around it, the innermost first. */
export function runsAround(run: ActiveRun): readonly ActiveRun[] {
  const runs = new Map<string, ActiveRun>()
  for (let each: ActiveRun | undefined = run; each !== undefined; each = each.parent) {
    // A run that is entered again inside of itself is one run, with the limit of the innermost.
    if (!runs.has(each.id)) runs.set(each.id, each)
  }
  return [...runs.values()]
}

/** The id of the share that a run has of the run around it. */
export function shareId({ id }: ActiveRun): string {
  return `share-${hashOf([id])}`
}

/** What the calls of a run may spend now. */
export function spendable({ limitNanoUsd, reserveNanoUsd, isFinal }: ActiveRun): bigint {
  return isFinal ? limitNanoUsd : limitNanoUsd - reserveNanoUsd
}

/** The counter of a run: of its spending, or of its calls, which have no limit and tell what a call costs. */
export function runCounterKey(id: string, unit: BudgetUnit): string {
  return counterKey({ budget: RUN_BUDGET.name, period: 'run', unit, windowId: 'run', bucket: hashOf([id]) })
}

function planRunClaim(
  run: ActiveRun,
  unit: BudgetUnit,
  fullLimit: bigint | undefined,
  { estimate, beyond, context, atMillis }: Demand,
  share?: string,
): PlannedClaim {
  const isCounted = unit !== 'requests' || beyond === undefined
  const amount = isCounted ? amountOf(unit, estimate, RUN_BUDGET.onUnknownPrice).amount : 0n
  const isFree = unit === 'usd' && amount === 0n && fullLimit !== 0n
  const keptBack = run.limitNanoUsd - spendable(run)
  const { keptUntilMillis } = countingPeriod('run', RUN_BUDGET.zone, context, atMillis)
  return {
    budget: RUN_BUDGET,
    unit,
    period: 'run',
    windowId: 'run',
    scope: { run: run.id },
    fullLimit,
    resetsAtMillis: undefined,
    isUnknownPrice: amount === undefined,
    rung: { action: 'reserve', amountOf: (limit) => limit - keptBack },
    claim: {
      key: runCounterKey(run.id, unit),
      amount: amount ?? 0n,
      limit: fullLimit === undefined || isFree ? undefined : fullLimit - keptBack,
      enforced: true,
      keptUntilMillis,
      ...(share !== undefined && { share }),
    },
  }
}
