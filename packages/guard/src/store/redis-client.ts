import { createHash } from 'node:crypto'
import type { Cluster, Redis } from 'ioredis'

/** What the store needs of a Redis. */
export interface RedisClient {
  runScript(script: string, keys: readonly string[], args: readonly string[]): Promise<readonly string[]>
  /** Members of a sorted set with this score or a higher one; the others are taken out. */
  sortedSince(key: string, score: number): Promise<readonly string[]>
  /** Whether the key was set just now, for so long. */
  setOnce(key: string, millis: number): Promise<boolean>
  close(): Promise<void>
}

/** The client of an `ioredis` that the application has, a cluster's too. It is left open when the guard is closed. */
export function redisClient(redis: Redis | Cluster): RedisClient {
  const hashes = new Map<string, string>()
  const hashOf = (script: string): string => {
    let hash = hashes.get(script)
    if (hash === undefined) hashes.set(script, (hash = createHash('sha1').update(script).digest('hex')))
    return hash
  }
  return {
    async runScript(script, keys, args) {
      try {
        return (await redis.evalsha(hashOf(script), keys.length, ...keys, ...args)) as string[]
      } catch (error) {
        // A server that was restarted, or whose scripts were flushed, gets the script once more.
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
        return (await redis.eval(script, keys.length, ...keys, ...args)) as string[]
      }
    },
    async sortedSince(key, score) {
      await redis.zremrangebyscore(key, '-inf', String(score))
      return redis.zrange(key, '0', '-1')
    },
    setOnce: async (key, millis) => (await redis.set(key, '1', 'PX', millis, 'NX')) === 'OK',
    async close() {
      redis.disconnect()
    },
  }
}

export async function openRedis(url: string): Promise<RedisClient> {
  return redisClient(await connectRedis(url))
}

/** Connects with `ioredis`, which is loaded now. A command fails at once while there is no connection. */
export async function connectRedis(url: string): Promise<Redis> {
  const { Redis: Client } = await import('ioredis').catch((cause: unknown) => {
    throw new TypeError(`the store ${withoutPassword(url)} needs the package ioredis, which is not installed`, {
      cause,
    })
  })
  // What is sent in one turn of the event loop goes in one write: a write for each command takes longer than the command.
  const options = { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 1, enableAutoPipelining: true }
  const redis = new Client(url, options)
  // Each command rejects by itself; an event without a listener would only be printed.
  redis.on('error', () => {})
  // A server that is down now may be there later; ioredis goes on trying.
  await redis.connect().catch(() => {})
  return redis
}

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ':***@')
}
