import type { Guard } from '@costspan/guard'
import type { CostspanConfig } from '../config/costspan-options.ts'
import { alertSinkOf } from './alert-sink-of.ts'
import { loadGuardModule } from './guard-module.ts'

/**
 * The guard that the settings ask for, or undefined where they have no `budgets`. An empty list makes one too: budgets of
 * runs need no settings.
 */
export function configuredGuard({
  budgets,
  budgetStore,
  budgetAlerts = [],
}: Pick<CostspanConfig, 'budgets' | 'budgetStore' | 'budgetAlerts'>): Guard | undefined {
  if (budgets === undefined) return undefined
  const guardModule = loadGuardModule()
  const { at = 'memory', ledger, timeoutMillis, holdSeconds, leasePercent } = budgetStore ?? {}
  return guardModule.createGuard({
    budgets,
    store: guardModule.openStore(at),
    alerts: budgetAlerts.map((settings) => alertSinkOf(guardModule, settings)),
    ...(ledger !== undefined && { ledger: guardModule.createSqliteLedger(ledger) }),
    ...(timeoutMillis !== undefined && { storeTimeoutMillis: timeoutMillis }),
    ...(holdSeconds !== undefined && { holdMillis: holdSeconds * 1_000 }),
    ...(leasePercent !== undefined && { leasePercent }),
  })
}
