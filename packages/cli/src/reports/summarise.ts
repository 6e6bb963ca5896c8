import type { CallRecord } from '../ledger/call-record.ts'
import type { MemoryLedger } from '../ledger/create-ledger.ts'
import type { SpendSum } from '../ledger/ledger.ts'
import { spendSumOf, totalSpendSum } from '../ledger/spend-sum.ts'
import { nameIn, type Dimension } from './dimensions.ts'

/** What the calls of a ledger add up to. */
export interface Summary {
  readonly total: SpendSum
  /** What the applications' own counters add up to; `undefined` where none arrived. */
  readonly countedNanoUsd: bigint | undefined
  /** The spend of every name of a dimension, dearest first. */
  readonly by: Readonly<Record<Dimension, readonly NamedSpend[]>>
  /** What could not be priced, most calls first. */
  readonly unpriced: readonly UnpricedModel[]
}

/** The spend of one feature, user, team, tier or model. */
export interface NamedSpend extends SpendSum {
  readonly name: string
}

/** Calls of a model whose cost is unknown. */
export interface UnpricedModel {
  readonly model: string
  readonly reason: string
  readonly calls: number
}

/** Adds up a ledger, exactly. Calls without a feature, user, ... are one line `unattributed` of that dimension. */
export function summarise(ledger: Pick<MemoryLedger, 'calls' | 'countedNanoUsd'>): Summary {
  const calls = ledger.calls()
  return {
    total: totalSpendSum(calls.map(spendSumOf)),
    countedNanoUsd: ledger.countedNanoUsd(),
    by: {
      feature: spendBy(calls, 'feature'),
      user: spendBy(calls, 'user'),
      team: spendBy(calls, 'team'),
      tier: spendBy(calls, 'tier'),
      model: spendBy(calls, 'model'),
    },
    unpriced: unpricedModels(calls),
  }
}

function spendBy(calls: readonly CallRecord[], dimension: Dimension): readonly NamedSpend[] {
  const byName = Map.groupBy(calls, (call) => nameIn(dimension, call))
  return [...byName].map(([name, group]) => ({ name, ...totalSpendSum(group.map(spendSumOf)) })).toSorted(dearestFirst)
}

/** Equal costs are ordered by calls, then by name, so that a report of the same calls always looks the same. */
function dearestFirst(a: NamedSpend, b: NamedSpend): number {
  if (a.nanoUsd !== b.nanoUsd) return a.nanoUsd < b.nanoUsd ? 1 : -1
  return b.calls - a.calls || (a.name < b.name ? -1 : 1)
}

function unpricedModels(calls: readonly CallRecord[]): readonly UnpricedModel[] {
  const unpriced = calls.filter(({ status }) => status === 'unpriced' || status === 'invalid')
  const groups = Map.groupBy(unpriced, (call) =>
    JSON.stringify([nameIn('model', call), call.unpricedReason ?? call.status]),
  )
  return [...groups]
    .map(([key, group]) => {
      const [model, reason] = JSON.parse(key) as [string, string]
      return { model, reason, calls: totalSpendSum(group.map(spendSumOf)).calls }
    })
    .toSorted((a, b) => b.calls - a.calls || (a.model < b.model ? -1 : 1))
}
