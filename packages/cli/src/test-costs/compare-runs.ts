import type { TestRun, TestSite } from './test-run.ts'

/** One place in the application, before and after a change, in the tests that both runs have. Money is nano-USD. */
export interface SiteChange {
  readonly feature: string
  readonly operation: string
  readonly before: SiteSum
  readonly after: SiteSum
  /** Calls of this place in production in the days that were asked for; `undefined` where nothing is known of it. */
  readonly productionCalls: number | undefined
  /**
   * What the change costs for that many calls; `undefined` where there is nothing to hold it against, or a call of the tests
   * has no known price: a model that nobody knows is not free.
   */
  readonly productionNanoUsd: bigint | undefined
}

/** What the tests saw of a place. */
export interface SiteSum {
  readonly models: readonly string[]
  readonly calls: number
  /** Those of them without a known price: in no amount. */
  readonly unpricedCalls: number
  readonly nanoUsd: bigint
}

/** Two runs side by side. */
export interface RunComparison {
  /** The places whose cost, models or calls changed; the dearest change first. */
  readonly changes: readonly SiteChange[]
  /** Their sum; `undefined` when none of them is known in production. */
  readonly productionNanoUsd: bigint | undefined
  /** Tests that only one of the runs has: they say nothing of a change, and are left out. */
  readonly addedTests: number
  readonly removedTests: number
}

/** How often each place was called in production, by `siteKey`. */
export type ProductionCalls = ReadonlyMap<string, number>

/** What a place is told by. */
export function siteKey(feature: string, operation: string): string {
  return JSON.stringify([feature, operation])
}

/**
 * Compares what the same tests cost before and after a change, and carries the difference over to production: the difference in
 * cost for each call that was made before, times the calls of production. So a dearer model, a longer prompt and a second call
 * where there was one all count.
 */
export function compareRuns(before: TestRun, after: TestRun, production: ProductionCalls): RunComparison {
  const namesBefore = new Set(before.tests.map(testName))
  const namesAfter = new Set(after.tests.map(testName))
  const old = sumSites(before.tests.filter((test) => namesAfter.has(testName(test))))
  const present = sumSites(after.tests.filter((test) => namesBefore.has(testName(test))))
  const changes = [...new Set([...old.keys(), ...present.keys()])]
    .map((key) => changeOf(key, old.get(key) ?? NONE, present.get(key) ?? NONE, production))
    .filter(hasChanged)
    .toSorted((a, b) => Number(weight(b) - weight(a)))
  const known = changes.flatMap(({ productionNanoUsd }) => productionNanoUsd ?? [])
  return {
    changes,
    productionNanoUsd: known.length === 0 ? undefined : known.reduce((sum, nanoUsd) => sum + nanoUsd, 0n),
    addedTests: [...namesAfter].filter((name) => !namesBefore.has(name)).length,
    removedTests: [...namesBefore].filter((name) => !namesAfter.has(name)).length,
  }
}

const NONE: SiteSum = { models: [], calls: 0, unpricedCalls: 0, nanoUsd: 0n }

function testName({ file, name }: TestRun['tests'][number]): string {
  return JSON.stringify([file, name])
}

function sumSites(tests: TestRun['tests']): ReadonlyMap<string, SiteSum> {
  const sums = new Map<string, SiteSum>()
  for (const site of tests.flatMap(({ sites }) => sites)) {
    const key = siteKey(site.feature, site.operation)
    sums.set(key, added(sums.get(key) ?? NONE, site))
  }
  return sums
}

function added(sum: SiteSum, site: TestSite): SiteSum {
  return {
    models: [...new Set([...sum.models, ...site.models])].toSorted(),
    calls: sum.calls + site.calls,
    unpricedCalls: sum.unpricedCalls + site.unpricedCalls,
    nanoUsd: sum.nanoUsd + BigInt(site.nanoUsd),
  }
}

function changeOf(key: string, before: SiteSum, after: SiteSum, production: ProductionCalls): SiteChange {
  const [feature, operation] = JSON.parse(key) as [string, string]
  const calls = production.get(key)
  const isKnown = calls !== undefined && before.calls > 0 && before.unpricedCalls + after.unpricedCalls === 0
  return {
    feature,
    operation,
    before,
    after,
    productionCalls: calls,
    productionNanoUsd: isKnown ? scaled(after.nanoUsd - before.nanoUsd, calls, before.calls) : undefined,
  }
}

/** Rounded half away from zero, so that a saving is the mirror image of a cost. */
function scaled(nanoUsd: bigint, times: number, parts: number): bigint {
  const [sign, size] = nanoUsd < 0n ? [-1n, -nanoUsd] : [1n, nanoUsd]
  return (sign * (2n * size * BigInt(times) + BigInt(parts))) / (2n * BigInt(parts))
}

function hasChanged({ before, after }: SiteChange): boolean {
  return (
    before.nanoUsd !== after.nanoUsd ||
    before.calls !== after.calls ||
    before.unpricedCalls !== after.unpricedCalls ||
    before.models.join('\n') !== after.models.join('\n')
  )
}

function weight({ productionNanoUsd, before, after }: SiteChange): bigint {
  const change = productionNanoUsd ?? after.nanoUsd - before.nanoUsd
  return change < 0n ? -change : change
}
