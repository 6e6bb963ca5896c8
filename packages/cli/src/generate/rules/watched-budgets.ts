import type { Budget } from '@costspan/guard'
import type { BudgetWindow, WatchedBudget } from './rules-settings.ts'

/** Budgets that Prometheus can watch, and those that it cannot. */
export interface WatchedBudgets {
  readonly watched: readonly WatchedBudget[]
  readonly skipped: readonly { readonly name: string; readonly why: string }[]
}

/**
 * Finds the budgets whose spend is in the metrics. A budget for each user or team is many budgets, which the guard holds
 * and the metrics cannot tell; a budget of tokens or requests has no dollars.
 */
export function watchedBudgets(budgets: readonly Budget[]): WatchedBudgets {
  const watched: WatchedBudget[] = []
  const skipped: { name: string; why: string }[] = []
  for (const budget of budgets) {
    const limitsUsd = limitsOf(budget)
    const why = whyNot(budget, limitsUsd)
    if (why === undefined) watched.push({ name: budget.name, limitsUsd, scope: scopeOf(budget) })
    else skipped.push({ name: budget.name, why })
  }
  return { watched, skipped }
}

/** What metrics are labelled with unless the settings say otherwise. */
const LABELLED = new Set<string>(['feature', 'team', 'tier'])
const WINDOWS: readonly BudgetWindow[] = ['hour', 'day', 'week', 'month']
const NANO = 1e9

function limitsOf({ limits }: Budget): WatchedBudget['limitsUsd'] {
  return Object.fromEntries(
    WINDOWS.flatMap((window) => {
      const limit = limits.find(({ unit, period }) => unit === 'usd' && period === window)
      // A limit of 0 refuses every call; there is no pace to watch.
      return limit?.amount === undefined || limit.amount === 0n ? [] : [[window, Number(limit.amount) / NANO]]
    }),
  )
}

function whyNot({ mode, dimensions, match }: Budget, limitsUsd: WatchedBudget['limitsUsd']): string | undefined {
  if (mode === 'off') return 'it is off'
  if (dimensions.length > 0) return `it is divided by ${dimensions.join(' and ')}, and the guard watches each part`
  if (Object.keys(limitsUsd).length === 0) return 'it has no limit in USD for an hour, a day, a week or a month'
  const unlabelled = match.map(([dimension]) => dimension).filter((dimension) => !LABELLED.has(dimension))
  return unlabelled.length === 0 ? undefined : `it is of one ${unlabelled.join(' and ')}, which the metrics do not tell`
}

function scopeOf({ match }: Budget): Readonly<Record<string, string>> {
  return Object.fromEntries(match.map(([dimension, value]) => [`costspan.${dimension}`, value]))
}
