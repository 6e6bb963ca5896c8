import { createMemoryStore, createRedisStore, createSqliteStore, redisClient } from '@costspan/guard'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, vi } from 'vitest'
import { startRedis, type TestRedis } from '../../support/start-redis.ts'
import { budgetStoreContract } from './budget-store-contract.ts'

/** What the store uses of ioredis 5 is as in 6, whose types we have. */
type OtherRedis = Parameters<typeof redisClient>[0]
const IOREDIS_5 = new URL('../../sdk-majors/ioredis-5/sdk.mjs', import.meta.url).href

describe('memory', () => {
  budgetStoreContract(createMemoryStore)
})

describe('a SQLite file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'costspan-budgets-'))
  afterAll(() => rmSync(dir, { recursive: true }))
  budgetStoreContract(() => createSqliteStore(join(dir, `${randomUUID()}.db`)))
})

describe('Redis', () => {
  let redis: TestRedis | undefined
  beforeAll(async () => {
    redis = await startRedis()
  }, 120_000)
  afterAll(() => redis?.stop())
  budgetStoreContract(() => createRedisStore(redis?.url ?? '', { namespace: randomUUID() }))

  describe('by a client that the application has, of ioredis 5', () => {
    const clients: OtherRedis[] = []
    afterAll(() => {
      for (const client of clients) client.disconnect()
    })
    budgetStoreContract(async () => {
      const { Redis } = (await import(IOREDIS_5)) as { readonly Redis: new (url: string) => OtherRedis }
      const client = new Redis(redis?.url ?? '')
      clients.push(client)
      return createRedisStore(redisClient(client), { namespace: randomUUID() })
    })
  })
})

describe('a node of a Redis Cluster, which refuses scripts whose keys are not of one slot', () => {
  let redis: TestRedis | undefined
  beforeAll(async () => {
    redis = await startRedis(['--cluster-enabled', 'yes'])
    await redis.command('CLUSTER ADDSLOTSRANGE 0 16383')
    await vi.waitFor(async () => expect(await redis?.command('SET ready 1')).toBe('+OK'), { timeout: 10_000 })
  }, 120_000)
  afterAll(() => redis?.stop())
  budgetStoreContract(() => createRedisStore(redis?.url ?? '', { namespace: randomUUID() }))
})
