/** What the calls that were made add up to, counted as they are made and by nobody's ledger. */
export interface Tally {
  calls: number
  unpricedCalls: number
  nanoUsd: bigint
  readonly nanoUsdByFeature: Map<string, bigint>
  /** By UTC month, such as `2025-03`. */
  readonly nanoUsdByMonth: Map<string, bigint>
  add(atMillis: number, feature: string, nanoUsd: bigint | undefined): void
}

export function createTally(): Tally {
  const tally: Tally = {
    calls: 0,
    unpricedCalls: 0,
    nanoUsd: 0n,
    nanoUsdByFeature: new Map(),
    nanoUsdByMonth: new Map(),
    add(atMillis, feature, nanoUsd) {
      tally.calls += 1
      if (nanoUsd === undefined) tally.unpricedCalls += 1
      else {
        tally.nanoUsd += nanoUsd
        addTo(tally.nanoUsdByFeature, feature, nanoUsd)
        addTo(tally.nanoUsdByMonth, new Date(atMillis).toISOString().slice(0, 7), nanoUsd)
      }
    },
  }
  return tally
}

function addTo(sums: Map<string, bigint>, name: string, nanoUsd: bigint): void {
  sums.set(name, (sums.get(name) ?? 0n) + nanoUsd)
}
