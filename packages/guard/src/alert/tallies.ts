import type { AdmissionRequest } from '../guard.ts'
import { UNATTRIBUTED } from '../budget/budget.ts'
import type { BudgetAlert, NamedAmount } from './alert.ts'

/** Who spends on which counter, as far as this process sees. */
export interface Tallies {
  add(key: string, request: AdmissionRequest, amount: bigint): void
  top(key: string): BudgetAlert['top']
}

interface Tally {
  readonly features: Map<string, bigint>
  readonly users: Map<string, bigint>
  readonly models: Map<string, bigint>
}

/** The latest counters are kept, and of each so many names; those that come later are summed as others. */
const MOST_COUNTERS = 500
const MOST_NAMES = 500
const TOP = 5

export function createTallies(): Tallies {
  const tallies = new Map<string, Tally>()
  return {
    add(key, { context, model }, amount) {
      const tally = tallies.get(key) ?? { features: new Map(), users: new Map(), models: new Map() }
      tallies.delete(key)
      tallies.set(key, tally)
      addTo(tally.features, context.feature ?? UNATTRIBUTED, amount)
      addTo(tally.users, context.user ?? UNATTRIBUTED, amount)
      addTo(tally.models, model, amount)
      const [oldest] = tallies.keys()
      if (tallies.size > MOST_COUNTERS && oldest !== undefined) tallies.delete(oldest)
    },
    top(key) {
      const { features, users, models } = tallies.get(key) ?? {
        features: NO_AMOUNTS,
        users: NO_AMOUNTS,
        models: NO_AMOUNTS,
      }
      return { features: topOf(features), users: topOf(users), models: topOf(models) }
    },
  }
}

const NO_AMOUNTS: ReadonlyMap<string, bigint> = new Map()

function addTo(amounts: Map<string, bigint>, name: string, amount: bigint): void {
  const kept = amounts.has(name) || amounts.size < MOST_NAMES ? name : 'others'
  amounts.set(kept, (amounts.get(kept) ?? 0n) + amount)
}

function topOf(amounts: ReadonlyMap<string, bigint>): readonly NamedAmount[] {
  return [...amounts]
    .map(([name, amount]) => ({ name, amount }))
    .toSorted((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0))
    .slice(0, TOP)
}
