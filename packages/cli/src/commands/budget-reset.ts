import { resetCounter } from '@costspan/guard'
import { formatAmount } from '../budgets/format-amount.ts'
import { openBudgets } from '../budgets/open-budgets.ts'
import { reportStoreErrors } from '../budgets/store-error.ts'
import { targetCounters } from '../budgets/target-counters.ts'
import { budgetArguments } from './budget-options.ts'
import type { CommandIo } from './command.ts'

/** `costspan budget reset`: takes off what was spent in the present windows. What calls under way hold stays. */
export async function budgetReset(args: readonly string[], io: CommandIo): Promise<number> {
  const given = budgetArguments(args, ['<budget>'])
  const open = openBudgets(given.config, io.env)
  return reportStoreErrors(async () => {
    try {
      const atMillis = Date.now()
      for (const counter of targetCounters(open, given, atMillis)) {
        const spent = await resetCounter(open.store, open.ledger, counter, atMillis)
        io.stdout.write(
          `${given.positionals[0]}: ${formatAmount(counter.unit, spent)} of the present ${counter.period} taken off\n`,
        )
      }
    } finally {
      await open.close()
    }
  }, io)
}
