import type { CostContext } from '@costspan/cost'

/**
 * Cache scope: who may be given an answer that another call was given. `tenant`: calls for the same customer; `user`: calls of
 * the same user of the same customer; `global`: all calls.
 */
export type CacheScope = 'tenant' | 'user' | 'global'

/** The values that keep the calls of others away; undefined where the context does not say whose a call is. */
export function scopeValues(scope: CacheScope, { tenant, user }: CostContext): readonly (string | null)[] | undefined {
  if (scope === 'global') return []
  if (scope === 'tenant') return tenant === undefined ? undefined : [tenant]
  return user === undefined ? undefined : [tenant ?? null, user]
}
