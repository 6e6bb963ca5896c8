import {
  type BudgetOptions,
  createGuard,
  createMemoryLedger,
  createRedisStore,
  createSqliteLedger,
  type Guard,
  type GuardOptions,
  type StoreFailurePolicy,
} from '@costspan/guard'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startRedis, type TestRedis } from '../../../support/start-redis.ts'
import { admitted, ask, CENT, reported, spend } from '../ask.ts'

let redis: TestRedis
const guards: Guard[] = []

beforeEach(async () => {
  redis = await startRedis()
}, 120_000)
afterEach(async () => {
  redis.thaw()
  await Promise.all(guards.splice(0).map((guard) => guard.close()))
  await redis.stop()
})

function guardWith(onStoreFailure: StoreFailurePolicy, options: Partial<GuardOptions> = {}, limit = '$1.00'): Guard {
  const budgets: readonly BudgetOptions[] = [{ name: 'all', limit, per: 'month', onStoreFailure }]
  const guard = createGuard({ budgets, store: createRedisStore(redis.url), storeTimeoutMillis: 300, ...options })
  guards.push(guard)
  return guard
}

async function allowed(guard: Guard, calls: number): Promise<number> {
  let count = 0
  for (let call = 0; call < calls; call++) if ((await spend(guard)) === 'allow') count += 1
  return count
}

const spentOf = (guard: Guard) => async () => (await guard.status())[0]?.spent

/** How a Redis fails. */
const FAILURES = [
  { what: 'stopped', fail: () => redis.kill() },
  { what: 'frozen', fail: async () => redis.freeze() },
  {
    what: 'read-only',
    fail: () => redis.command('REPLICAOF 127.0.0.1 1'),
  },
]

describe.each(FAILURES)('E6: while Redis is $what', ({ fail }) => {
  it('closed refuses every call', async () => {
    const guard = guardWith('closed')
    await spend(guard)
    await fail()
    const admission = await ask(guard)
    expect(admission).toMatchObject({
      decision: 'deny',
      refusal: { reason: 'store_unavailable', retryAfterSeconds: 5 },
    })
  })

  it('open allows every call', async () => {
    const guard = guardWith('open', {}, '$0.02')
    await spend(guard)
    await fail()
    expect(await allowed(guard, 5)).toBe(5)
  })

  it('lease allows each process its slice of what was left', async () => {
    const guard = guardWith('lease', { leasePercent: 10 })
    expect(await allowed(guard, 50)).toBe(50)
    await fail()
    expect(await allowed(guard, 20)).toBe(5)
  })
})

describe('E6: when Redis is back', () => {
  it('what was spent meanwhile is booked, once', async () => {
    const guard = guardWith('open')
    const reservation = await admitted(guard)
    redis.freeze()
    await guard.settle(reservation, reported(CENT))
    expect(await allowed(guard, 3)).toBe(3)
    redis.thaw()
    await vi.waitFor(async () => expect(await spentOf(guard)()).toBe(4n * CENT), { timeout: 10_000, interval: 200 })
    expect(await guard.status()).toMatchObject([{ held: 0n }])
  })

  it('empty, spending is made anew from the ledgers of all processes', async () => {
    const [one, other] = [guardWith('closed'), guardWith('closed')]
    expect([await allowed(one, 30), await allowed(other, 20)]).toEqual([30, 20])
    await redis.restart()
    await vi.waitFor(async () => expect(await spend(one)).toBe('allow'), { timeout: 15_000, interval: 200 })
    await vi.waitFor(async () => expect(await spend(other)).toBe('allow'), { timeout: 15_000, interval: 200 })
    expect(await spentOf(one)()).toBe(52n * CENT)
    expect(await allowed(one, 60)).toBe(48)
  })

  it('empty, a call that was under way is booked once', async () => {
    const guard = guardWith('closed', { ledger: createMemoryLedger() })
    await spend(guard)
    const reservation = await admitted(guard)
    await redis.restart()
    await vi.waitFor(async () => expect(await spend(guard)).toBe('allow'), { timeout: 15_000, interval: 200 })
    await guard.settle(reservation, reported(5n * CENT))
    expect(await spentOf(guard)()).toBe(7n * CENT)
  })

  it('with its scripts flushed, nothing is noticed', async () => {
    const guard = guardWith('closed')
    await spend(guard)
    expect(await redis.command('SCRIPT FLUSH')).toBe('+OK')
    expect([await spend(guard), await spentOf(guard)()]).toEqual(['allow', 2n * CENT])
  })
})

describe('a ledger that cannot be written', () => {
  it('keeps no spending from the store', async () => {
    const fail = (): never => {
      throw new Error('the disk is full')
    }
    const guard = guardWith('closed', { ledger: { ...createMemoryLedger(), append: fail } })
    expect([await spend(guard), await spentOf(guard)()]).toEqual(['allow', CENT])
  })
})

describe('a ledger in a file', () => {
  it('gives the counters of a store that keeps nothing to the next process', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'costspan-ledger-')), 'ledger.db')
    const budget: BudgetOptions = { name: 'all', limit: '$0.05', per: 'month' }
    const first = createGuard({ budgets: [budget], ledger: createSqliteLedger(path) })
    expect(await allowed(first, 3)).toBe(3)
    await first.close()
    const second = createGuard({ budgets: [budget], ledger: createSqliteLedger(path) })
    expect(await allowed(second, 9)).toBe(2)
    await second.close()
    const third = createGuard({ budgets: [budget], ledger: createSqliteLedger(path) })
    expect(await allowed(third, 1)).toBe(0)
    await third.close()
  })
})
