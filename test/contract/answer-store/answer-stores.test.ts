import { createMemoryAnswerStore, createRedisAnswerStore, openAnswerStore } from '@costspan/guard'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startRedis, type TestRedis } from '../../support/start-redis.ts'
import { answerStoreContract } from './answer-store-contract.ts'

/** What the store uses of ioredis 5 is as in 6, whose types we have. */
type RedisOfApplication = Exclude<Parameters<typeof createRedisAnswerStore>[0], string>
const IOREDIS_5 = new URL('../../sdk-majors/ioredis-5/sdk.mjs', import.meta.url).href

describe('memory', () => {
  answerStoreContract(() => createMemoryAnswerStore())

  it('lets the least recently used go, when all together are too large', async () => {
    const store = createMemoryAnswerStore({ maxBytes: 10_000 })
    const options = { ttlMillis: 60_000, tags: ['t'], sinceMillis: Date.now() }
    for (const key of ['a', 'b', 'c']) await store.set(key, Buffer.alloc(2_500), options)
    await store.get('a')
    await store.set('d', Buffer.alloc(2_500), options)
    const left = await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await store.get(key)) !== undefined))
    expect([left, await store.forget('t', Date.now())]).toEqual([[true, false, true, true], 3])
  })

  it('keeps nothing that is larger than all there is room for', async () => {
    const store = createMemoryAnswerStore({ maxBytes: 1_000 })
    await store.set('a', Buffer.alloc(2_000), { ttlMillis: 60_000, tags: ['t'], sinceMillis: Date.now() })
    expect([await store.get('a'), await store.forget('t', Date.now())]).toEqual([undefined, 0])
  })
})

describe('Redis', () => {
  let redis: TestRedis | undefined
  beforeAll(async () => {
    redis = await startRedis()
  }, 120_000)
  afterAll(() => redis?.stop())
  answerStoreContract(() => createRedisAnswerStore(redis?.url ?? '', { namespace: randomUUID() }))

  it('has no keys that never expire', async () => {
    const store = openAnswerStore(redis?.url ?? '')
    await redis?.command('FLUSHALL')
    await store.set('a', Buffer.from('x'), { ttlMillis: 60_000, tags: ['t'], sinceMillis: Date.now() })
    await store.claim('a', 'one', 60_000)
    await store.forget('other', Date.now())
    const script = `local n = 0 for _, key in ipairs(redis.call('KEYS', '*')) do if redis.call('PTTL', key) < 0 then n = n + 1 end end return n`
    const lasting = await redis?.command(`EVAL "${script}" 0`)
    const size = await redis?.command('DBSIZE')
    await store.close()
    expect([lasting, size]).toEqual([':0', ':4'])
  })

  describe('by a client that the application has, of ioredis 5', () => {
    const clients: RedisOfApplication[] = []
    afterAll(() => {
      for (const client of clients) client.disconnect()
    })
    answerStoreContract(async () => {
      const { Redis } = (await import(IOREDIS_5)) as { readonly Redis: new (url: string) => RedisOfApplication }
      const client = new Redis(redis?.url ?? '')
      clients.push(client)
      return createRedisAnswerStore(client, { namespace: randomUUID() })
    })
  })
})

describe('a node of a Redis Cluster, which refuses commands whose keys are not of one slot', () => {
  let redis: TestRedis | undefined
  beforeAll(async () => {
    redis = await startRedis(['--cluster-enabled', 'yes'])
    await redis.command('CLUSTER ADDSLOTSRANGE 0 16383')
    await vi.waitFor(async () => expect(await redis?.command('SET ready 1')).toBe('+OK'), { timeout: 10_000 })
  }, 120_000)
  afterAll(() => redis?.stop())
  answerStoreContract(() => createRedisAnswerStore(redis?.url ?? '', { namespace: randomUUID() }))
})

describe('an address that is none', () => {
  it('is named', () => {
    expect(() => openAnswerStore('sqlite:answers.db')).toThrow(
      new TypeError('the store of a cache must be "memory" or "redis://<host>:<port>", got "sqlite:answers.db"'),
    )
    expect(() => createRedisAnswerStore('redis://localhost', { namespace: '{a}' })).toThrow(
      new TypeError('namespace must be letters, digits, "_", "-", "." or ":", got "{a}"'),
    )
  })
})
