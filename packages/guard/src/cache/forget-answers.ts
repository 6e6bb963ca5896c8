import { activeGuard } from '../http/active-guard.ts'
import type { AnswerCache, ForgottenAnswers } from './answer-cache.ts'

/**
 * Removes kept answers from the caches of this process's guard, and so, where they share a store, from those of the fleet: those
 * with a tag, those to calls of a user (of one tenant, if that is named), or all of a tenant's. The answers of calls that are
 * under way are not kept.
 *
 * @param caches the caches that are meant; those of `register()` if left out
 * @returns how many answers there were. Rejects when a store does not answer: then they are not erased, and it is to be tried again
 *
 * @example
 * ```ts
 * import { createExactCache, forgetAnswers } from '@costspan/guard'
 *
 * const cache = createExactCache({ features: { faq: {} } })
 * await forgetAnswers({ user: 'u-17' }, [cache])
 * ```
 */
export async function forgetAnswers(
  what: ForgottenAnswers,
  caches: readonly AnswerCache[] = activeGuard()?.caches ?? [],
): Promise<number> {
  const counts = await Promise.all(caches.map((cache) => cache.forget(what)))
  return counts.reduce((sum, each) => sum + each, 0)
}
