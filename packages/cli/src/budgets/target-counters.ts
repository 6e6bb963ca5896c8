import { type BudgetCounter, budgetCounters } from '@costspan/guard'
import type { BudgetArguments } from '../commands/budget-options.ts'
import { UsageError } from '../commands/usage-error.ts'
import type { OpenBudgets } from './open-budgets.ts'

/** The counters that the arguments mean: of the named budget, in the window `--per`, of the bucket that they describe. */
export function targetCounters(
  { budgets }: OpenBudgets,
  { positionals: [name], per, context }: BudgetArguments,
  atMillis: number,
): readonly BudgetCounter[] {
  const budget = budgets.find((each) => each.name === name)
  if (budget === undefined) {
    throw new UsageError(`there is no budget "${name}"; expected one of ${budgets.map((each) => each.name).join(', ')}`)
  }
  const missing = budget.dimensions.find((dimension) => context[dimension] === undefined)
  if (missing !== undefined)
    throw new UsageError(`the budget "${name}" is divided by ${missing}: say whose with --${missing}`)
  const counters = budgetCounters(budget, context, atMillis).filter(({ period }) => per === undefined || period === per)
  if (counters.length === 0) throw new UsageError(`the budget "${name}" has no limit for --per ${per}`)
  return counters
}
