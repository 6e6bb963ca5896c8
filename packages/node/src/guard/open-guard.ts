import type { AnswerCache, CallGuard, CallGuardOptions, Guard } from '@costspan/guard'
import type { CostspanConfig } from '../config/costspan-options.ts'
import { configuredCaches } from './configured-caches.ts'
import { configuredGuard } from './configured-guard.ts'
import { loadGuardModule } from './guard-module.ts'
import { promptCacheOptions } from './prompt-cache-options.ts'

/** What only code can give of a guard. */
export interface GuardInCode {
  readonly guard: Guard | undefined
  readonly caches: readonly AnswerCache[]
}

/** A guard with its caches, opened, and not yet in anybody's way. */
export interface OpenGuard {
  readonly callGuard: CallGuard
  close(): Promise<unknown>
}

/**
 * Opens the guard that the settings and the code ask for, or none where nothing needs one. What can be wrong with the settings is
 * found out before a file is opened, or it is closed again.
 *
 * @param lent what it shares with telemetry
 * @throws TypeError naming what is wrong or missing
 */
export function openGuard(
  config: CostspanConfig,
  inCode: GuardInCode,
  lent: Required<Pick<CallGuardOptions, 'prices' | 'estimator'>>,
  env: NodeJS.ProcessEnv,
): OpenGuard | undefined {
  const promptCache = promptCacheOptions(config.promptCache, env)
  const caches = [...configuredCaches(config, env), ...inCode.caches]
  const own = inCode.guard === undefined ? configuredGuard(config, caches) : undefined
  const guard = inCode.guard ?? own
  if (guard === undefined) return undefined
  try {
    const callGuard = loadGuardModule().createCallGuard(guard, { ...lent, caches, promptCache, ...config.guard })
    return { callGuard, close: () => Promise.all([guard, ...caches].map((each) => each.close())) }
  } catch (problem) {
    void own?.close()
    throw problem
  }
}
