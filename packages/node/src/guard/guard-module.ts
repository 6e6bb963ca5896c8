import { createRequire } from 'node:module'

/** The package of the guard, which is loaded where there are budgets: without, it would only make every start slower. */
export type GuardModule = typeof import('@costspan/guard')

export function loadGuardModule(): GuardModule {
  return createRequire(import.meta.url)('@costspan/guard') as GuardModule
}
