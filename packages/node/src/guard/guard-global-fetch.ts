import type { CallGuard } from '@costspan/guard'
import type { GuardModule } from './guard-module.ts'

/**
 * Puts a guard into the global `fetch`, by which nearly all SDKs and frameworks send: they take it when a client is made, so this
 * comes before. Requests that are no paid calls pass through it untouched. Gives the way back.
 */
export function guardGlobalFetch({ guardedFetch }: GuardModule, guard: CallGuard): () => void {
  const bare = globalThis.fetch
  const guarded = guardedFetch(bare, guard)
  // As it was, for who looks at it.
  Object.defineProperties(guarded, { name: { value: bare.name }, length: { value: bare.length } })
  globalThis.fetch = guarded
  return () => {
    if (globalThis.fetch === guarded) globalThis.fetch = bare
  }
}
