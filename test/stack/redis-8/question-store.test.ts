import { createRedisQuestionStore, createSemanticCache, openQuestionStore } from '@costspan/guard'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { questionStoreContract } from '../../contract/question-store/question-store-contract.ts'
import { answered, questionOf } from '../../unit/guard/semantic/asked.ts'
import { startRedis, type TestRedis } from '../../support/start-redis.ts'
import { installRedis8 } from './install-redis-8.ts'

const SETUP_MILLIS = 300_000

describe('vector sets of Redis 8', () => {
  let server: TestRedis

  beforeAll(async () => {
    server = await startRedis([], installRedis8())
  }, SETUP_MILLIS)

  afterAll(async () => {
    await server.stop()
  })

  questionStoreContract(() => createRedisQuestionStore(server.url, { prefix: `${randomUUID()}:` }))

  it('takes a vector out whose entry has expired, and lets idle partitions expire', async () => {
    const store = createRedisQuestionStore(server.url, { prefix: 'test:' })
    const vector = new Float32Array([1, 0])
    const now = Date.now()
    const entry = { vector, sealed: '', tags: ['t'], sinceMillis: now }
    await store.add('p', { ...entry, id: 'kept', expiresAtMillis: now + 60_000 })
    await store.add('p', { ...entry, id: 'gone', expiresAtMillis: now - 1 })
    const cards = async (): Promise<string> => server.command('VCARD test:{p}:vectors')
    const before = await cards()
    const found = await store.nearest('p', { vector, count: 5, minSimilarity: 0, atMillis: now })
    expect([before, found.map(({ id }) => id), await cards()]).toEqual([':2', ['kept'], ':1'])
    for (const key of ['test:{p}:vectors', 'test:tag:t']) {
      expect(await server.command(`PEXPIRETIME ${key}`)).toBe(`:${now + 60_000}`)
    }
    await store.close()
  })

  it('keeps no vector of a question that expired long ago, though nobody looks for it', async () => {
    const store = createRedisQuestionStore(server.url, { prefix: 'pruned:' })
    const now = Date.now()
    const entry = { vector: new Float32Array([1, 0]), sealed: '', tags: ['t'], sinceMillis: now }
    for (let day = 1; day <= 3; day++) {
      await store.add('p', { ...entry, id: `old ${day}`, expiresAtMillis: now - day * 86_400_000 })
    }
    await store.add('p', { ...entry, id: 'new', expiresAtMillis: now + 60_000 })
    const sizes = ['VCARD pruned:{p}:vectors', 'ZCARD pruned:{p}:times', 'ZCARD pruned:tag:t']
    expect(await Promise.all(sizes.map((command) => server.command(command)))).toEqual([':1', ':1', ':1'])
    await store.close()
  })

  it('lets calls through while the server is down, and finds answers again when it is back', async () => {
    const down = await startRedis([], installRedis8())
    onTestFinished(() => down.stop())
    const cache = createSemanticCache({
      features: { faq: { shadowShare: 0 } },
      embedder: { id: 'blind', embed: async (texts) => texts.map(() => [1, 2]) },
      store: openQuestionStore(down.url),
      storeTimeoutMillis: 5_000,
    })
    const lookup = async (atMillis = Date.now()) => cache.lookup(questionOf('How do I pay?', { atMillis }))
    const first = await lookup()
    if (first.result === 'miss') first.keep(answered('By card.'))
    await vi.waitFor(async () => expect(await lookup()).toMatchObject({ result: 'semantic' }))
    await down.kill()
    expect(await lookup()).toMatchObject({ result: 'bypass' })
    await down.restart()
    await vi.waitFor(async () => expect(await lookup(Date.now() + 60_000)).toMatchObject({ result: 'miss' }), 20_000)
    await cache.close()
  })
})
