import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startRedis, type TestRedis } from '../../../support/start-redis.ts'
import { startFleet } from './start-fleet.ts'

let redis: TestRedis
beforeEach(async () => {
  redis = await startRedis()
}, 120_000)
afterEach(() => redis.stop())

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

describe('processes on one Redis', { timeout: 60_000 }, () => {
  it('A2: send each alert once among them, and name the spenders that the sender has seen', async () => {
    const budget = { name: 'all', limit: '$1.00', per: 'month' } as const
    const fleet = startFleet(['ann', 'bob'], { store: redis.url, budget, leasePercent: 1 })
    expect(sum(await fleet.spend(80))).toBe(100)
    const [ann = [], bob = []] = await fleet.close()
    const rungs = [...ann, ...bob].map(({ atPercent }) => atPercent)
    expect(rungs.toSorted((a, b) => a - b)).toEqual([50, 80, 90, 95, 100])
    expect(new Set(ann.flatMap(({ users }) => users))).toEqual(new Set(ann.length === 0 ? [] : ['ann']))
    expect(new Set(bob.flatMap(({ users }) => users))).toEqual(new Set(bob.length === 0 ? [] : ['bob']))
  })

  it('E6: spend, while it is gone, no more than their leases together, which the limit has room for', async () => {
    const budget = { name: 'all', limit: '$3.00', per: 'month', onStoreFailure: 'lease' } as const
    const fleet = startFleet(['ann', 'bob', 'cyd'], { store: redis.url, budget, leasePercent: 20 })
    const before = sum(await fleet.spend(20)) + sum(await fleet.spend(1))
    await redis.kill()
    const meanwhile = await fleet.spend(200)
    await fleet.close()
    expect(before).toBe(63)
    // A fifth of the 237 to 240 cents that each saw as left when it last asked.
    expect(meanwhile.map((count) => count === 47 || count === 48)).toEqual([true, true, true])
    expect(before + sum(meanwhile)).toBeLessThanOrEqual(300)
  })
})
