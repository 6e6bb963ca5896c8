import type { Spread, SpreadQuestion } from '../ledger.ts'
import { measureOf } from '../measure-of.ts'
import type { CallGroup } from './group-calls.ts'

/** How a measure is distributed over the calls of a group; `undefined` where it is known of none. */
export function spreadOf(group: CallGroup, { of, quantiles = [] }: SpreadQuestion): Spread | undefined {
  const values = group.calls
    .map((call) => measureOf(call, of))
    .filter((value) => value !== undefined)
    .toSorted((a, b) => a - b)
  const min = values.at(0)
  const max = values.at(-1)
  if (min === undefined || max === undefined) return undefined
  return {
    key: group.key,
    calls: values.length,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    min,
    max,
    quantiles: quantiles.map((share) => values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? max),
  }
}
