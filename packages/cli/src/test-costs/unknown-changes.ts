import type { RunComparison, SiteChange } from './compare-runs.ts'

/**
 * Unknown change: a changed place whose cost in production nobody can tell, because a model has no known price or production has
 * not called the place. It is in no sum, and must not pass for one that costs nothing.
 */
export interface UnknownChange {
  readonly change: SiteChange
  readonly reason: 'no_price' | 'not_in_production'
}

/** Those of a comparison. */
export function unknownChanges({ changes }: RunComparison): readonly UnknownChange[] {
  return changes
    .filter(({ productionNanoUsd }) => productionNanoUsd === undefined)
    .map((change) => ({ change, reason: isUnpriced(change) ? 'no_price' : 'not_in_production' }))
}

/** Those that may make production dearer: a place that is no longer called costs nothing, whatever it cost before. */
export function unknownCosts(comparison: RunComparison): readonly UnknownChange[] {
  return unknownChanges(comparison).filter(({ change }) => change.after.calls > 0)
}

/** One line that names places, models and reasons. */
export function describeUnknown(unknown: readonly UnknownChange[]): string {
  return unknown
    .map(({ change: { feature, operation, before, after }, reason }) => {
      const models = [...new Set([...before.models, ...after.models])].join(', ')
      const why = reason === 'no_price' ? `no known price among ${models}` : `no calls of ${models} in production`
      return `${feature} ${operation} (${why})`
    })
    .join('; ')
}

function isUnpriced({ before, after }: SiteChange): boolean {
  return before.unpricedCalls + after.unpricedCalls > 0
}
