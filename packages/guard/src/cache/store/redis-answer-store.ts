import type { Cluster, Redis } from 'ioredis'
import { connectRedis } from '../../store/redis-client.ts'
import { type AnswerStore, CLOCK_SKEW_MILLIS, FORGOTTEN_MILLIS } from './answer-store.ts'

/** Where the answers are in a Redis. */
export interface RedisAnswerStoreOptions {
  /** Keeps the answers of applications apart that share a Redis. Default: `costspan`. */
  readonly namespace?: string
}

/** How many keys are removed at once. */
const BATCH = 1_000

/** The work of a token ends only by that token: after its time another one may have begun. */
const YIELD_SCRIPT = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`

/**
 * Keeps answers in a Redis or Valkey, from version 7 on, that a fleet shares. Each entry is a key of its own, so that a cluster
 * spreads them; the server may evict them (`maxmemory-policy allkeys-lru`), but then not beside budgets.
 *
 * @param server a URL such as `redis://localhost:6379`, for which the package `ioredis` must be installed, or a client of it,
 * which is left open
 * @throws TypeError when the namespace has other characters than letters, digits, `_`, `-`, `.` and `:`
 */
export function createRedisAnswerStore(
  server: string | Redis | Cluster,
  { namespace = 'costspan' }: RedisAnswerStoreOptions = {},
): AnswerStore {
  if (!/^[\w.:-]+$/.test(namespace)) {
    throw new TypeError(`namespace must be letters, digits, "_", "-", "." or ":", got ${JSON.stringify(namespace)}`)
  }
  let opened: Promise<Redis | Cluster> | undefined
  const client = (): Promise<Redis | Cluster> =>
    (opened ??= typeof server === 'string' ? connectRedis(server) : Promise.resolve(server))
  const name = (kind: string, key: string): string => `${namespace}:answer:${kind}:${key}`
  const entryOf = (key: string): string => name('entry', key)
  const claimOf = (key: string): string => name('claim', key)
  const tagged = (tag: string): string => name('tag', tag)
  const forgotten = (tag: string): string => name('forgotten', tag)

  async function addTag(redis: Redis | Cluster, tag: string, key: string, expiresAtMillis: number): Promise<void> {
    const set = tagged(tag)
    await redis.zadd(set, expiresAtMillis, key)
    // What has expired leaves the list of its tag when the next one comes.
    await redis.zremrangebyscore(set, '-inf', `(${Date.now() - CLOCK_SKEW_MILLIS}`)
    const [, last] = await redis.zrange(set, '-1', '-1', 'WITHSCORES')
    await redis.pexpireat(set, Math.ceil(Number(last ?? expiresAtMillis)) + CLOCK_SKEW_MILLIS)
  }

  return {
    isShared: true,
    async get(key) {
      return (await (await client()).getBuffer(entryOf(key))) ?? undefined
    },
    async set(key, bytes, { ttlMillis, tags, sinceMillis }) {
      const redis = await client()
      const expiresAtMillis = Date.now() + ttlMillis
      // The tags go first, and are looked at last: so either who forgets one finds the entry, or we find that it is forgotten.
      await Promise.all(tags.map((tag) => addTag(redis, tag, key, expiresAtMillis)))
      await redis.set(entryOf(key), Buffer.from(bytes), 'PX', Math.max(1, Math.round(ttlMillis)))
      const times = await Promise.all(tags.map((tag) => redis.get(forgotten(tag))))
      const isForgotten = times.some((time) => time !== null && Number(time) >= sinceMillis - CLOCK_SKEW_MILLIS)
      if (isForgotten) await redis.unlink(entryOf(key))
    },
    async delete(key) {
      await (await client()).unlink(entryOf(key))
    },
    async forget(tag, atMillis) {
      const redis = await client()
      await redis.set(forgotten(tag), String(atMillis), 'PX', FORGOTTEN_MILLIS)
      let count = 0
      for (;;) {
        const keys = await redis.zrange(tagged(tag), '0', String(BATCH - 1))
        if (keys.length === 0) return count
        // Each by itself: on a cluster they are on different nodes. The list goes last, so that a failure can be made good.
        const removed = await Promise.all(keys.map((key) => redis.unlink(entryOf(key))))
        await redis.zrem(tagged(tag), ...keys)
        count += removed.reduce((sum, each) => sum + each, 0)
      }
    },
    async claim(key, token, millis) {
      const holder = await (await client()).set(claimOf(key), token, 'PX', millis, 'NX', 'GET')
      return holder ?? token
    },
    async yield(key, token, next) {
      await (await client()).eval(YIELD_SCRIPT, 1, claimOf(key), token, next?.token ?? '', next?.millis ?? 0)
    },
    async close() {
      if (typeof server === 'string' && opened !== undefined) (await opened).disconnect()
    },
  }
}
