import type { AnswerCache, Guard } from '@costspan/guard'
import type { CostspanConfig } from '../config/costspan-options.ts'
import { alertSinkOf } from './alert-sink-of.ts'
import { loadGuardModule } from './guard-module.ts'

type GuardConfig = Pick<
  CostspanConfig,
  'budgets' | 'cache' | 'semanticCache' | 'promptCache' | 'guard' | 'budgetStore' | 'budgetAlerts'
>

/**
 * The guard that the settings ask for, or undefined where nothing in them needs one. An empty list of budgets makes one too: budgets of
 * runs need no settings.
 */
export function configuredGuard(config: GuardConfig, caches: readonly AnswerCache[] = []): Guard | undefined {
  if (caches.length === 0 && !needsGuard(config)) return undefined
  const { budgets, budgetStore, budgetAlerts = [] } = config
  const guardModule = loadGuardModule()
  const { at = 'memory', ledger, timeoutMillis, holdSeconds, leasePercent } = budgetStore ?? {}
  return guardModule.createGuard({
    budgets: budgets ?? [],
    store: guardModule.openStore(at),
    alerts: budgetAlerts.map((settings) => alertSinkOf(guardModule, settings)),
    ...(ledger !== undefined && { ledger: guardModule.createSqliteLedger(ledger) }),
    ...(timeoutMillis !== undefined && { storeTimeoutMillis: timeoutMillis }),
    ...(holdSeconds !== undefined && { holdMillis: holdSeconds * 1_000 }),
    ...(leasePercent !== undefined && { leasePercent }),
  })
}

/** Whatever stands between an SDK and its provider does so in a guard. */
function needsGuard({ budgets, cache, semanticCache, promptCache, guard }: GuardConfig): boolean {
  const uses = [budgets, cache, semanticCache, guard?.choices]
  return uses.some((each) => each !== undefined) || (promptCache !== undefined && promptCache !== false)
}
