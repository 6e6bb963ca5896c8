import { type BudgetStatus, createGuard } from '@costspan/guard'
import { formatAmount } from '../budgets/format-amount.ts'
import { openBudgets } from '../budgets/open-budgets.ts'
import { reportStoreErrors } from '../budgets/store-error.ts'
import { formatTable } from '../reports/format-table.ts'
import { budgetArguments } from './budget-options.ts'
import type { CommandIo } from './command.ts'

/** `costspan budget status`: of one bucket when the arguments say whose, else of all. */
export async function budgetStatus(args: readonly string[], io: CommandIo): Promise<number> {
  const { config, context, json } = budgetArguments(args, [])
  const { options, store, close } = openBudgets(config, io.env)
  const guard = createGuard({ budgets: options, store })
  return reportStoreErrors(async () => {
    try {
      const isOneBucket = Object.keys(context).length > 0
      const status = isOneBucket ? await guard.standing(context) : await guard.status()
      io.stdout.write(json ? `${JSON.stringify(status.map(statusJson))}\n` : renderStatus(status))
    } finally {
      await close()
    }
  }, io)
}

function statusJson({ limit, spent, held, resetsAtMillis, ...others }: BudgetStatus): object {
  return {
    ...others,
    limit: limit === undefined ? null : `${limit}`,
    spent: `${spent}`,
    held: `${held}`,
    resetsAt: resetsAtMillis === undefined ? null : new Date(resetsAtMillis).toISOString(),
  }
}

function renderStatus(status: readonly BudgetStatus[]): string {
  if (status.length === 0) return 'Nothing was spent yet.\n'
  const heading = ['budget', 'of', 'window', 'spent', 'held', 'limit', 'used']
  const rows = status.map((each) => [
    each.mode === 'shadow' ? `${each.budget} (shadow)` : each.budget,
    Object.values(each.scope).join(' ') || 'all',
    each.window === 'run' ? 'run' : `${each.window} ${each.windowId}`,
    formatAmount(each.unit, each.spent),
    formatAmount(each.unit, each.held),
    each.limit === undefined ? '-' : formatAmount(each.unit, each.limit),
    usedText(each),
  ])
  const columns = heading.map((_, index) => ({ align: index < 3 ? ('left' as const) : ('right' as const) }))
  const cells = [heading, ...rows].map((row) => row.map((text) => ({ text })))
  return `${formatTable(columns, cells).join('\n')}\n`
}

function usedText({ limit, spent, held }: BudgetStatus): string {
  if (limit === undefined || limit === 0n) return '-'
  return `${((Number(spent + held) / Number(limit)) * 100).toFixed(1)} %`
}
