import type { BudgetPeriod } from '../window/budget-window.ts'
import type { Budget } from './budget.ts'

/**
 * The name of a budget that was given none: `user.feature-day`, `user-day-tier.free`. It does not contain the limit, so that
 * what is spent stays when the limit is changed.
 */
export function budgetName({
  dimensions,
  match,
  periods,
}: Pick<Budget, 'dimensions' | 'match'> & { readonly periods: readonly BudgetPeriod[] }): string {
  const scope = dimensions.length === 0 ? 'global' : dimensions.join('.')
  const filters = match.map(([dimension, value]) => `${dimension}.${value.replace(/[^\w.]/g, '_')}`)
  return [scope, ...new Set(periods), ...filters].join('-')
}
