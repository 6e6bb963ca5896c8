import type { PricedCall } from '@costspan/cost'
import { REPLAYED } from '../replay/replayed.ts'
import type { SiteCost, TestCost } from './test-cost.ts'

/** A test that has made no call. */
export function emptyCost(file: string, name: string): TestCost {
  return { file, name, calls: 0, unpricedCalls: 0, replayedCalls: 0, nanoUsd: '0', paidNanoUsd: '0', sites: [] }
}

/** The cost of a test with one call more. */
export function addCall(test: TestCost, call: PricedCall): TestCost {
  const isReplayed = call.attributes[REPLAYED] === true
  const nanoUsd = call.nanoUsd ?? 0n
  return {
    ...test,
    calls: test.calls + 1,
    unpricedCalls: test.unpricedCalls + unpriced(call),
    replayedCalls: test.replayedCalls + (isReplayed ? 1 : 0),
    nanoUsd: sum(test.nanoUsd, nanoUsd),
    paidNanoUsd: sum(test.paidNanoUsd, isReplayed ? 0n : nanoUsd),
    sites: addToSite(test.sites, call, nanoUsd),
  }
}

function addToSite(sites: readonly SiteCost[], call: PricedCall, nanoUsd: bigint): readonly SiteCost[] {
  const feature = call.attributes['costspan.feature']
  const key = { feature: typeof feature === 'string' ? feature : 'unattributed', operation: call.operation }
  const model = call.responseModel ?? call.requestModel ?? 'unknown'
  const index = sites.findIndex((site) => site.feature === key.feature && site.operation === key.operation)
  const site = sites[index] ?? { ...key, models: [], calls: 0, unpricedCalls: 0, nanoUsd: '0' }
  const added: SiteCost = {
    ...site,
    models: site.models.includes(model) ? site.models : [...site.models, model],
    calls: site.calls + 1,
    unpricedCalls: site.unpricedCalls + unpriced(call),
    nanoUsd: sum(site.nanoUsd, nanoUsd),
  }
  return index < 0 ? [...sites, added] : sites.with(index, added)
}

/** A call that failed, and was not billed, lacks a price as little as a free one does. */
function unpriced({ nanoUsd, status }: PricedCall): 0 | 1 {
  return nanoUsd === undefined && status !== 'failed' ? 1 : 0
}

function sum(nanoUsd: string, more: bigint): string {
  return String(BigInt(nanoUsd) + more)
}
