import { createPriceBook } from '@costspan/cost/prices'
import { readBudgets, type BudgetOptions } from '@costspan/guard'
import {
  createDashboard,
  type LedgerReader,
  type Receiver,
  sinkToAll,
  startReceiver,
  type TelemetrySink,
} from '@costspan/cli'
import { NOW } from './made-ledger.ts'

const BUDGETS: readonly BudgetOptions[] = [
  { name: 'all-models', limit: '$450', per: 'month' },
  { name: 'support', match: { team: 'support' }, limit: '$10', per: 'week' },
  { name: 'per-user', scope: 'user', limit: '$25', per: 'week' },
]

/** A dashboard over a ledger, at the time of the made year. */
export async function serveDashboard(
  ledger: LedgerReader,
  sink: TelemetrySink,
  options: { readonly token?: string } = {},
): Promise<Receiver> {
  const dashboard = createDashboard({
    ledger,
    budgets: readBudgets(BUDGETS),
    book: createPriceBook(),
    now: () => NOW,
    ...options,
  })
  const receiver = await startReceiver({
    sink: sinkToAll([sink, dashboard.sink]),
    site: dashboard.site,
    port: 0,
    ...options,
  })
  return {
    ...receiver,
    close() {
      dashboard.close()
      return receiver.close()
    },
  }
}
