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
  const alerts = budgetAlerts.map((settings) => alertSinkOf(guardModule, settings))
  return guardModule.createGuard({
    budgets: budgets ?? [],
    alerts,
    store: opened('budgetStore.at', at, guardModule.openStore),
    ...(ledger !== undefined && { ledger: opened('budgetStore.ledger', ledger, guardModule.createSqliteLedger) }),
    ...(timeoutMillis !== undefined && { storeTimeoutMillis: timeoutMillis }),
    ...(holdSeconds !== undefined && { holdMillis: holdSeconds * 1_000 }),
    ...(leasePercent !== undefined && { leasePercent }),
  })
}

/** What a file cannot be opened for, such as a folder that is not ours, says nothing of the setting that names it. */
function opened<Opened>(setting: string, place: string, open: (place: string) => Opened): Opened {
  try {
    return open(place)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new TypeError(`${setting} is ${JSON.stringify(place)}, which cannot be opened: ${reason}`, { cause })
  }
}

/** Whatever stands between an SDK and its provider does so in a guard. */
function needsGuard({ budgets, cache, semanticCache, promptCache, guard }: GuardConfig): boolean {
  const uses = [budgets, cache, semanticCache, guard?.choices]
  return uses.some((each) => each !== undefined) || (promptCache !== undefined && promptCache !== false)
}
