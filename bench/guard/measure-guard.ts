/** What budgets cost: decisions by themselves, and what they add to a call. Sends its figures to its parent. */
import { createMemoryStore, createRedisStore, createSqliteStore } from '@costspan/guard'
import { startRedis } from '../../test/support/start-redis.ts'
import { measureInChild } from '../measure-in-child.ts'
import { report } from '../report-to-parent.ts'
import { type CallFigures, measureGuardedCalls } from './measure-calls.ts'
import { type GuardFigures, measurePairs } from './measure-pairs.ts'

/** All figures of budgets. */
export interface GuardMeasurements {
  readonly pairs: readonly GuardFigures[]
  readonly calls: readonly CallFigures[]
}

/** Two processes, because one client is slower than the server; each measures itself at the same time. */
async function measureProcesses(url: string): Promise<GuardFigures> {
  const both = await Promise.all([1, 2].map(() => measureInChild<GuardFigures>('guard/measure-process.ts', [url])))
  return {
    store: 'Redis on loopback, two processes',
    concurrency: sumOf(both.map(({ concurrency }) => concurrency)),
    pairsPerSecond: sumOf(both.map(({ pairsPerSecond }) => pairsPerSecond)),
    medianMicros: Math.max(...both.map(({ medianMicros }) => medianMicros)),
    p99Micros: Math.max(...both.map(({ p99Micros }) => p99Micros)),
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

const redis = await startRedis()
const pairs = [
  await measurePairs('memory', createMemoryStore(), 100_000, 1),
  await measurePairs('SQLite, in memory', createSqliteStore(':memory:'), 10_000, 1),
  await measurePairs('Redis on loopback', createRedisStore(redis.url), 50_000, 128),
  await measureProcesses(redis.url),
]
const calls = await measureGuardedCalls({
  memory: createMemoryStore(),
  'Redis on loopback': createRedisStore(redis.url),
})
await redis.stop()
report({ pairs, calls } satisfies GuardMeasurements)
