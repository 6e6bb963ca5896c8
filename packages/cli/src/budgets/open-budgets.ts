import {
  type Budget,
  type BudgetLedger,
  type BudgetOptions,
  type BudgetStore,
  createSqliteLedger,
  openStore,
  readBudgets,
} from '@costspan/guard'
import { loadSettings } from '../commands/load-settings.ts'
import { UsageError } from '../commands/usage-error.ts'

/** The budgets of the settings, with the store that applications share. */
export interface OpenBudgets {
  readonly options: readonly BudgetOptions[]
  readonly budgets: readonly Budget[]
  readonly store: BudgetStore
  readonly ledger: BudgetLedger | undefined
  close(): Promise<void>
}

/** Opens the budgets that the settings name; throws a `UsageError` when they have none, or nobody can share their store. */
export function openBudgets(config: string | undefined, env: NodeJS.ProcessEnv): OpenBudgets {
  const { budgetStore } = loadSettings(config, env)
  const options = configuredBudgets(config, env)
  if (budgetStore === undefined || budgetStore.at === 'memory') {
    throw new UsageError(
      'budgets are kept in the memory of each process, where no other can see them: set budgetStore, such as { at: "redis://localhost:6379" }',
    )
  }
  const store = openStore(budgetStore.at)
  const ledger = budgetStore.ledger === undefined ? undefined : createSqliteLedger(budgetStore.ledger)
  return {
    options,
    budgets: readBudgets(options),
    store,
    ledger,
    async close() {
      await store.close()
      ledger?.close()
    },
  }
}

/** The budgets of the settings; throws a `UsageError` when there are none. */
export function configuredBudgets(config: string | undefined, env: NodeJS.ProcessEnv): readonly BudgetOptions[] {
  const { budgets = [] } = loadSettings(config, env)
  if (budgets.length === 0) throw new UsageError('the settings have no budgets')
  return budgets
}
