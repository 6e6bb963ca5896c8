import type { CallGuard } from '@costspan/guard'
import type { MethodPatch } from '@costspan/instrumentation'
import { guardGlobalFetch } from './guard-global-fetch.ts'
import { loadGuardModule } from './guard-module.ts'
import { guardPatches } from './guard-patches.ts'

/** A guard that stands between the SDKs of this process and their providers. */
export interface GuardInPlace {
  /** What the instrumentations are to patch for it. */
  readonly patches: Readonly<Record<string, readonly MethodPatch[]>>
  /** Takes it out again; the guard itself stays open. */
  takeOut(): void
}

/** Puts a guard into everything that sends paid calls: now for what sends by `fetch`, and by patches for the rest. */
export function putGuardIn(callGuard: CallGuard): GuardInPlace {
  const guardModule = loadGuardModule()
  const undo = [guardModule.setActiveGuard(callGuard), guardGlobalFetch(guardModule, callGuard)]
  return {
    patches: guardPatches(guardModule, callGuard),
    takeOut: () => {
      for (const each of undo) each()
    },
  }
}

/** The key of the process's guard, as \`@costspan/guard\` has it: it is not loaded only to say that there is none. */
const ACTIVE_GUARD = Symbol.for('costspan.guard')

/** Says that this process has no budgets, so that a \`guardedFetch()\` in its code lets everything through. */
export function noGuard(): void {
  Object.assign(globalThis, { [ACTIVE_GUARD]: null })
}
