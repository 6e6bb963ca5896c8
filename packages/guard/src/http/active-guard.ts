import type { CallGuard } from './call-guard.ts'

/** One for each process, also where two copies of this package are installed. */
const ACTIVE = Symbol.for('costspan.guard')

/** The guard of this process; null where metering is on and no budgets are configured. */
type ActiveGuard = CallGuard | null

/** Makes a guard the one that `guardedFetch()` uses without being given one. Gives the way back. */
export function setActiveGuard(guard: ActiveGuard): () => void {
  const holder = globalThis as { [ACTIVE]?: ActiveGuard }
  const before = holder[ACTIVE]
  holder[ACTIVE] = guard
  return () => {
    if (before === undefined) delete holder[ACTIVE]
    else holder[ACTIVE] = before
  }
}

/** The guard of this process, or undefined where there is none (yet), or there are no budgets. */
export function guardOfProcess(): CallGuard | undefined {
  return (globalThis as { [ACTIVE]?: ActiveGuard })[ACTIVE] ?? undefined
}

/**
 * The guard of this process, or undefined where there are no budgets.
 *
 * @throws TypeError where nobody has set one up: an application that asks to be guarded must not run unguarded by mistake
 */
export function activeGuard(): CallGuard | undefined {
  const guard = (globalThis as { [ACTIVE]?: ActiveGuard })[ACTIVE]
  if (guard !== undefined) return guard ?? undefined
  throw new TypeError(
    'guardedFetch has no guard: pass it one, or call register() of @costspan/node before the first call',
  )
}
