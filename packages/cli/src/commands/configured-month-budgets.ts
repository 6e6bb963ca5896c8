import type { MonthBudget } from '../reports/period/budget-standing.ts'
import { loadSettings } from './load-settings.ts'
import { asUsageError } from './usage-error.ts'

/** The monthly budgets of the settings; none where there are no settings. Throws a `UsageError` when they make no sense. */
export async function configuredMonthBudgets(
  config: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<readonly MonthBudget[]> {
  const { monthBudgets } = await import('../reports/period/budget-standing.ts')
  const { budgets = [] } = loadSettings(config, env)
  return asUsageError(() => monthBudgets(budgets))
}
