import type { CostContext } from './cost-context.ts'
import { isCostField } from './cost-fields.ts'
import { createPseudonymise, type Pseudonymise, type PseudonymOptions } from './pseudonyms.ts'

/** One for each process, also where two copies of this package are installed. */
const PSEUDONYMISE = Symbol.for('costspan.pseudonymise')

interface Holder {
  [PSEUDONYMISE]?: Pseudonymise | undefined
}

/**
 * Has ids of people replaced by pseudonyms from now on, in every cost context that is set in this process: what spans, metrics,
 * budgets, alerts and other services get of it are pseudonyms. `register()` calls it when `attribution.pseudonyms` is set.
 *
 * @example
 * ```ts
 * import { activeCostContext, usePseudonyms, withCostContext } from '@costspan/cost'
 *
 * const stop = usePseudonyms({ keys: [{ id: '2026-11', secret: 'a long secret that is kept elsewhere' }] })
 * withCostContext({ user: 'ann@example.com' }, () => console.log(activeCostContext()?.user)) // 2026-11.…
 * stop()
 * ```
 *
 * @returns the way back
 * @throws TypeError when an option is wrong
 */
export function usePseudonyms(options: PseudonymOptions): () => void {
  const holder = globalThis as Holder
  const before = holder[PSEUDONYMISE]
  holder[PSEUDONYMISE] = createPseudonymise(options)
  return () => {
    holder[PSEUDONYMISE] = before
  }
}

/** A cost context with pseudonyms in the place of what they stand for. */
export function withPseudonyms(costContext: CostContext): CostContext {
  const pseudonymise = (globalThis as Holder)[PSEUDONYMISE]
  if (pseudonymise === undefined) return costContext
  const replaced = Object.entries(costContext).map(([key, value]: [string, unknown]) => [
    key,
    isCostField(key) && typeof value === 'string' ? pseudonymise(key, value) : value,
  ])
  return Object.fromEntries(replaced) as CostContext
}
