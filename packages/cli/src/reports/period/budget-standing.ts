import { type BudgetOptions, readBudgets } from '@costspan/guard'
import type { Forecast } from '../../forecast/forecast.ts'
import { findForecast } from '../../forecast/find-forecast.ts'
import type { LedgerDimension, LedgerReader, Selection } from '../../ledger/ledger.ts'

/** A monthly budget in dollars, and how it will end. */
export interface MonthBudget {
  readonly name: string
  readonly limitNanoUsd: bigint
  /** Of which calls. */
  readonly where: NonNullable<Selection['where']>
}

export interface BudgetStanding extends MonthBudget {
  readonly forecast: Forecast
}

/** The monthly budgets in dollars of the settings that are one sum, and not one for each user or team. */
export function monthBudgets(options: readonly BudgetOptions[]): readonly MonthBudget[] {
  return readBudgets(options).flatMap(({ name, mode, dimensions, match, limits }) => {
    const limit = limits.find(({ unit, period }) => unit === 'usd' && period === 'month')?.amount
    if (mode === 'off' || dimensions.length > 0 || limit === undefined || limit === 0n) return []
    const where: Partial<Record<LedgerDimension, readonly string[]>> = Object.fromEntries(
      match.map(([dimension, value]) => [dimension, [value]]),
    )
    return [{ name, limitNanoUsd: limit, where }]
  })
}

export async function standingsOf(
  ledger: LedgerReader,
  budgets: readonly MonthBudget[],
  atMillis: number,
): Promise<readonly BudgetStanding[]> {
  const standings: BudgetStanding[] = []
  for (const budget of budgets) {
    const { where, limitNanoUsd } = budget
    standings.push({ ...budget, forecast: await findForecast(ledger, { where, limitNanoUsd, atMillis }) })
  }
  return standings
}
