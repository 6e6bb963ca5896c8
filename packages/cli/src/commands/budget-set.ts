import { type BudgetUnit, readLimit, setLimit } from '@costspan/guard'
import { formatAmount } from '../budgets/format-amount.ts'
import { openBudgets } from '../budgets/open-budgets.ts'
import { reportStoreErrors } from '../budgets/store-error.ts'
import { targetCounters } from '../budgets/target-counters.ts'
import { budgetArguments } from './budget-options.ts'
import type { CommandIo } from './command.ts'
import { UsageError } from './usage-error.ts'

/** `costspan budget set`: another limit for the rest of the present window. */
export async function budgetSet(args: readonly string[], io: CommandIo): Promise<number> {
  const given = budgetArguments(args, ['<budget>', '<limit>'])
  const { unit, limit } = parsedLimit(given.positionals[1])
  const open = openBudgets(given.config, io.env)
  return reportStoreErrors(async () => {
    try {
      const atMillis = Date.now()
      const counters = targetCounters(open, given, atMillis).filter((counter) => counter.unit === unit)
      const [counter, ...others] = counters
      if (counter === undefined) throw new UsageError(`the budget "${given.positionals[0]}" has no limit of ${unit}`)
      if (others.length > 0) throw new UsageError('the budget has limits of several windows: say which with --per')
      if (counter.limit === undefined) throw new UsageError('the budget has no limit for this bucket')
      await setLimit(open.store, counter, limit, atMillis)
      io.stdout.write(`${given.positionals[0]}: ${formatAmount(unit, limit)} for the present ${counter.period}\n`)
    } finally {
      await open.close()
    }
  }, io)
}

function parsedLimit(text: string | undefined): { readonly unit: BudgetUnit; readonly limit: bigint } {
  try {
    const [[unit, limit] = ['usd', undefined]] = readLimit(text, '<limit>')
    if (limit !== undefined) return { unit, limit }
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
  throw new UsageError('<limit> must be an amount')
}
