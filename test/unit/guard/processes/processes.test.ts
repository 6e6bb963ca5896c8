import { type BudgetOptions, type BudgetStatus, createGuard, openStore } from '@costspan/guard'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedis, type TestRedis } from '../../../support/start-redis.ts'
import { admitted, CENT, refused, reported } from '../ask.ts'
import { startSpender } from './run-spender.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const dir = mkdtempSync(join(tmpdir(), 'costspan-processes-'))
let redis: TestRedis | undefined

beforeAll(async () => {
  redis = await startRedis()
}, 120_000)
afterAll(async () => {
  await redis?.stop()
  rmSync(dir, { recursive: true })
})

const BUDGETS: readonly BudgetOptions[] = [
  {
    name: 'all',
    limits: { hour: '$20.00', day: '$15.00', month: { usd: '$30.00', requests: 2_000, tokens: 400_000 } },
  },
  { scope: 'user', limits: { hour: '$4.00', day: { usd: '$5.00', requests: 600 } } },
  { scope: 'user x feature', limit: '$2.50', per: 'day' },
  { scope: 'feature', limit: { requests: 900 }, per: 'week' },
]

const STORES = [
  { name: 'Redis', address: () => redis?.url ?? '', calls: 2_500 },
  { name: 'a SQLite file', address: () => `sqlite:${join(dir, 'budgets.db')}`, calls: 500 },
]

describe.each(STORES)('four processes on $name', ({ address, calls }) => {
  async function spendOnAll(budgets: readonly BudgetOptions[], overrun: number, nowMillis: number) {
    const task = { store: address(), budgets, calls, overrun, nowMillis, hangs: false }
    const spenders = [1, 2, 3, 4].map((seed) => startSpender({ ...task, seed }))
    const spent = await Promise.all(spenders.map(({ done }) => done))
    await Promise.all(spenders.map(({ ended }) => ended))
    const guard = createGuard({
      budgets,
      store: openStore(address()),
      now: () => nowMillis,
      storeTimeoutMillis: 30_000,
    })
    const status = await guard.status()
    await guard.close()
    return { status, spentNanoUsd: spent.reduce((sum, each) => sum + each.spentNanoUsd, 0n) }
  }

  const spentOf = (status: readonly BudgetStatus[], unit: string): bigint =>
    status.find((each) => each.budget === 'all' && each.window === 'day' && each.unit === unit)?.spent ?? -1n

  it('E1: never pass any limit, and count to the nano what was spent', { timeout: 180_000 }, async () => {
    const { status, spentNanoUsd } = await spendOnAll(BUDGETS, 1, NOON)
    expect(status.length).toBeGreaterThan(20)
    expect(status.filter(({ limit, spent }) => limit !== undefined && spent > limit)).toEqual([])
    expect(status.filter(({ held }) => held !== 0n)).toEqual([])
    expect(spentOf(status, 'usd')).toBe(spentNanoUsd)
    expect(spentNanoUsd).toBeGreaterThan(0n)
  })

  it(
    'E1: pass a limit by no more than the calls under way cost beyond their estimates',
    { timeout: 180_000 },
    async () => {
      const later = NOON + 40 * 86_400_000
      const budgets: readonly BudgetOptions[] = [{ name: 'all', limit: '$2.00', per: 'day' }]
      const { status, spentNanoUsd } = await spendOnAll(budgets, 2, later)
      const spent = spentOf(status, 'usd')
      expect(spent).toBe(spentNanoUsd)
      // Each estimate was held in full when its call was admitted, so that twice the limit is the most.
      expect(spent).toBeLessThanOrEqual(400n * CENT)
    },
  )

  it('E2: free what a killed process held when its holds expire', { timeout: 60_000 }, async () => {
    let now = NOON + 80 * 86_400_000
    const budgets: readonly BudgetOptions[] = [{ name: 'killed', limit: '20 requests', per: 'day' }]
    const task = { store: address(), budgets, calls: 20, seed: 1, overrun: 1, nowMillis: now, hangs: true }
    const { child, done } = startSpender(task)
    expect((await done).admitted).toBe(20)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const guard = createGuard({ budgets, store: openStore(address()), now: () => now, storeTimeoutMillis: 30_000 })
    expect(await refused(guard)).toMatchObject({ held: 20n, spent: 0n })
    now += 600_000
    const reservation = await admitted(guard)
    await guard.settle(reservation, reported(CENT))
    expect(await guard.status()).toMatchObject([{ budget: 'killed', held: 0n, spent: 1n }])
    await guard.close()
  })
})
