import type { Cluster, Redis } from 'ioredis'
import { CLOCK_SKEW_MILLIS, FORGOTTEN_MILLIS } from '../../cache/store/answer-store.ts'
import { connectRedis } from '../../store/redis-client.ts'
import type { FoundQuestion, QuestionStore } from './question-store.ts'

/** Where questions are in a Redis. */
export interface RedisQuestionStoreOptions {
  /** Put before each key. Default: `costspan:semantic:`. */
  readonly prefix?: string
}

/** How many questions that have expired go with each that comes: more than come, so that none are left over. */
const MOST_PRUNED = 8

/** The most marks of removed questions that are looked at in one search. */
const MOST_ROUNDS = 5

/**
 * Keeps questions in a Redis that has vector sets, which version 8 brought (https://redis.io/docs/latest/develop/data-types/vector-sets/,
 * seen 2026-11): for several processes, or for more questions than a process can look through.
 *
 * @param redis a URL such as `redis://localhost:6379`, for which the package `ioredis` must be installed, or a client of it,
 * which is left open
 */
export function createRedisQuestionStore(
  redis: string | Redis | Cluster,
  options: RedisQuestionStoreOptions = {},
): QuestionStore {
  const { prefix = 'costspan:semantic:' } = options
  let opened: Promise<Redis | Cluster> | undefined
  const client = (): Promise<Redis | Cluster> =>
    (opened ??= typeof redis === 'string' ? connectRedis(redis) : Promise.resolve(redis))
  // All keys of a partition are on one node of a cluster.
  const vectorsOf = (partition: string): string => `${prefix}{${partition}}:vectors`
  const entryOf = (partition: string, id: string): string => `${prefix}{${partition}}:entry:${id}`
  /** When each question of a partition expires, so that vectors go whose entries have gone. */
  const timesOf = (partition: string): string => `${prefix}{${partition}}:times`
  const marksOf = (tag: string): string => `${prefix}tag:${tag}`
  const forgottenOf = (tag: string): string => `${prefix}forgotten:${tag}`

  async function remove(partition: string, id: string): Promise<number> {
    const connected = await client()
    await connected.call('VREM', vectorsOf(partition), id)
    await connected.zrem(timesOf(partition), id)
    return connected.del(entryOf(partition, id))
  }

  return {
    async nearest(partition, { vector, count, minSimilarity }) {
      const connected = await client()
      // An entry expires by itself, and its vector does not: it goes when it is found without its entry.
      for (let round = 0; ; round++) {
        const reply = await connected.call(
          'VSIM',
          vectorsOf(partition),
          'FP32',
          bytesOf(vector),
          'WITHSCORES',
          'COUNT',
          String(count),
        )
        const near = scored(reply).filter(({ similarity }) => similarity >= minSimilarity)
        if (near.length === 0) return []
        const entries = await connected.mget(near.map(({ id }) => entryOf(partition, id)))
        const gone = near.filter((_, index) => entries[index] == null)
        if (gone.length === 0 || round === MOST_ROUNDS) {
          return near.flatMap(({ id, similarity }, index): readonly FoundQuestion[] => {
            const sealed = entries[index]
            return sealed == null ? [] : [{ id, similarity, sealed }]
          })
        }
        for (const { id } of gone) await remove(partition, id)
      }
    },
    async add(partition, { id, vector, sealed, tags, sinceMillis, expiresAtMillis }) {
      const connected = await client()
      const vectors = vectorsOf(partition)
      // The vector first: an entry without one would be kept for nothing, and the other way round is mended by the search.
      await connected.call('VADD', vectors, 'FP32', bytesOf(vector), id, 'NOQUANT')
      await connected.set(entryOf(partition, id), sealed, 'PXAT', Math.ceil(expiresAtMillis))
      await connected.zadd(timesOf(partition), expiresAtMillis, id)
      await expireNoSooner(connected, vectors, expiresAtMillis)
      await expireNoSooner(connected, timesOf(partition), expiresAtMillis)
      for (const tag of tags) {
        await connected.zadd(marksOf(tag), expiresAtMillis, `${partition} ${id}`)
        await connected.zremrangebyscore(marksOf(tag), '-inf', `(${expired()}`)
        await expireNoSooner(connected, marksOf(tag), expiresAtMillis)
      }
      const old = await connected.zrangebyscore(timesOf(partition), '-inf', `(${expired()}`, 'LIMIT', 0, MOST_PRUNED)
      for (const each of old) await remove(partition, each)
      // Looked at last: so either who forgets a mark finds the question, or we find that it is forgotten.
      const times = await Promise.all(tags.map((tag) => connected.get(forgottenOf(tag))))
      if (times.some((time) => time !== null && Number(time) >= sinceMillis - CLOCK_SKEW_MILLIS)) {
        await remove(partition, id)
      }
    },
    async remove(partition, id) {
      await remove(partition, id)
    },
    async forget(tag, atMillis) {
      const connected = await client()
      await connected.set(forgottenOf(tag), String(atMillis), 'PX', FORGOTTEN_MILLIS)
      const marked = await connected.zrange(marksOf(tag), '0', '-1')
      let removed = 0
      for (const member of marked) {
        const [partition = '', id = ''] = member.split(' ')
        removed += await remove(partition, id)
      }
      await connected.del(marksOf(tag))
      return removed
    },
    async close() {
      if (typeof redis === 'string') (await opened)?.disconnect()
    },
  }
}

/** A key that had no time gets one, and one that has may only get a later one. */
async function expireNoSooner(redis: Redis | Cluster, key: string, atMillis: number): Promise<void> {
  const at = Math.ceil(atMillis)
  if ((await redis.pexpireat(key, at, 'NX')) === 0) await redis.pexpireat(key, at, 'GT')
}

/** What ended before that has ended by every clock. */
function expired(): number {
  return Date.now() - CLOCK_SKEW_MILLIS
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}

/** Redis scores from 0 for the opposite to 1 for the same. */
function scored(reply: unknown): readonly { readonly id: string; readonly similarity: number }[] {
  const flat = Array.isArray(reply) ? reply.map(String) : []
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, index) => ({
    id: flat[index * 2] ?? '',
    similarity: 2 * Number(flat[index * 2 + 1]) - 1,
  }))
}
