import { type Budget, type CalendarPeriod, windowAt } from '@costspan/guard'
import type { GroupKey, LedgerReader, Selection } from '../ledger/ledger.ts'
import { HOUR_MILLIS } from '../ledger/time-step.ts'

/** How far a budget has burned down in the window that an instant is in. */
export interface BudgetBurn {
  readonly budget: string
  readonly mode: Budget['mode']
  readonly period: CalendarPeriod
  /** Whose bucket it is, where each user, team, ... has one. */
  readonly bucket: GroupKey
  /** Which calls fall under it. */
  readonly match: Readonly<Record<string, string>>
  readonly startMillis: number
  readonly endMillis: number
  readonly limitNanoUsd: bigint
  readonly spentNanoUsd: bigint
  /** What was spent since the window began, when each step ended. */
  readonly points: readonly { readonly atMillis: number; readonly spentNanoUsd: bigint }[]
  /** What the window ends with at the pace so far; `undefined` before a hundredth of it has passed. */
  readonly projectedNanoUsd: bigint | undefined
  /** When the limit is reached at that pace; `undefined` where it is not within the window. */
  readonly exhaustedAtMillis: number | undefined
}

/**
 * The limits in dollars of all budgets, from the calls of a ledger; budgets that are divided, by their dearest buckets.
 * The guard's own counters hold what is under way, too, and live in the store of the applications.
 */
export async function budgetBurns(
  ledger: LedgerReader,
  budgets: readonly Budget[],
  nowMillis: number,
): Promise<readonly BudgetBurn[]> {
  const burns = budgets
    .filter(({ mode }) => mode !== 'off')
    .flatMap((budget) =>
      budget.limits.flatMap(({ period, unit, amount }) => {
        if (unit !== 'usd' || amount === undefined || amount === 0n || !isCalendar(period)) return []
        return [bucketsOf(ledger, budget, { period, limitNanoUsd: amount }, nowMillis)]
      }),
    )
  return (await Promise.all(burns)).flat()
}

interface WindowLimit {
  readonly period: CalendarPeriod
  readonly limitNanoUsd: bigint
}

function isCalendar(period: Budget['limits'][number]['period']): period is CalendarPeriod {
  return period !== 'request' && period !== 'run'
}

const MOST_BUCKETS = 5

async function bucketsOf(
  ledger: LedgerReader,
  budget: Budget,
  limit: WindowLimit,
  nowMillis: number,
): Promise<readonly BudgetBurn[]> {
  const { startMillis, endMillis } = windowAt(limit.period, budget.zone, nowMillis)
  const where: Selection['where'] = Object.fromEntries(budget.match.map(([dimension, value]) => [dimension, [value]]))
  const inWindow = { fromMillis: startMillis, toMillis: endMillis }
  const buckets: readonly { readonly key: GroupKey }[] =
    budget.dimensions.length === 0
      ? [{ key: {} }]
      : await ledger.sum({ ...inWindow, where, by: budget.dimensions, limit: MOST_BUCKETS, only: ['nanoUsd'] })
  return Promise.all(
    buckets.map(async ({ key }) => {
      const ofBucket = Object.fromEntries(budget.dimensions.map((dimension) => [dimension, [key[dimension]]]))
      const steps = await ledger.series({
        ...inWindow,
        step: 'hour',
        where: { ...where, ...ofBucket },
        only: ['nanoUsd'],
      })
      return burnOf(budget, limit, key, { startMillis, endMillis, nowMillis }, steps)
    }),
  )
}

function burnOf(
  budget: Budget,
  { period, limitNanoUsd }: WindowLimit,
  bucket: GroupKey,
  window: { readonly startMillis: number; readonly endMillis: number; readonly nowMillis: number },
  steps: readonly { readonly atMillis: number; readonly nanoUsd: bigint }[],
): BudgetBurn {
  const { startMillis, endMillis, nowMillis } = window
  let spentNanoUsd = 0n
  const points = steps.map(({ atMillis, nanoUsd }) => {
    spentNanoUsd += nanoUsd
    return { atMillis: Math.min(atMillis + HOUR_MILLIS, nowMillis), spentNanoUsd }
  })
  const passed = (nowMillis - startMillis) / (endMillis - startMillis)
  const projectedNanoUsd = passed < 0.01 ? undefined : BigInt(Math.round(Number(spentNanoUsd) / passed))
  return {
    budget: budget.name,
    mode: budget.mode,
    period,
    bucket,
    match: Object.fromEntries(budget.match),
    startMillis,
    endMillis,
    limitNanoUsd,
    spentNanoUsd,
    points: [{ atMillis: startMillis, spentNanoUsd: 0n }, ...points],
    projectedNanoUsd,
    exhaustedAtMillis: exhaustion(points, limitNanoUsd, projectedNanoUsd, window),
  }
}

/** A limit that is used up already was so at the end of the step that passed it. */
function exhaustion(
  points: BudgetBurn['points'],
  limitNanoUsd: bigint,
  projectedNanoUsd: bigint | undefined,
  { startMillis, endMillis }: { readonly startMillis: number; readonly endMillis: number },
): number | undefined {
  const reached = points.find(({ spentNanoUsd }) => spentNanoUsd >= limitNanoUsd)
  if (reached !== undefined) return reached.atMillis
  if (projectedNanoUsd === undefined || projectedNanoUsd < limitNanoUsd) return undefined
  return Math.round(startMillis + (endMillis - startMillis) * (Number(limitNanoUsd) / Number(projectedNanoUsd)))
}
