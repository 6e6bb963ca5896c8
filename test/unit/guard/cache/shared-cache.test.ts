import { createRedisAnswerStore } from '@costspan/guard'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startRedis, type TestRedis } from '../../../support/start-redis.ts'
import { cached } from './cached.ts'

let redis: TestRedis
let provider: FakeProvider
beforeAll(async () => {
  redis = await startRedis()
  provider = await startFakeProvider({ defaults: { firstByteDelayMillis: 300 } })
}, 120_000)
beforeEach(() => provider.reset())
afterAll(async () => {
  await provider.close()
  await redis.stop()
})

/** Asks the same of the provider, in so many processes and so often in each. */
async function askInProcesses(processes: number, calls: number, question: string): Promise<readonly unknown[]> {
  const members = Array.from({ length: processes }, () => {
    const task = JSON.stringify({ store: redis.url, url: provider.openaiUrl, calls, question })
    const execArgv = ['--conditions=@costspan/source']
    return fork(new URL('cache-member.ts', import.meta.url), [task], { execArgv })
  })
  const ended = Promise.all(members.map((member) => once(member, 'exit')))
  await Promise.all(members.map((member) => once(member, 'message')))
  for (const member of members) member.send('go')
  const told = await Promise.all(members.map(async (member) => (await once(member, 'message'))[0] as unknown))
  await ended
  return told
}

describe('processes that share a Redis', { timeout: 60_000 }, () => {
  it('C4: pay once for a hundred calls that ask the same at the same time', async () => {
    const told = await askInProcesses(4, 25, 'What is the capital of France?')
    expect([provider.requests.length, new Set(told.flat()).size, told.flat().length]).toEqual([1, 1, 100])
  })

  it('are not failed by a process whose call fails', async () => {
    provider.script({ status: 500 })
    const told = await askInProcesses(4, 25, 'What is the capital of Spain?')
    const failed = told.flat().filter((answer) => answer === 'failed')
    expect([provider.requests.length, failed.length]).toEqual([2, 1])
  })
})

describe('a Redis that is gone', { timeout: 60_000 }, () => {
  let own: TestRedis
  beforeEach(async () => {
    own = await startRedis()
  })
  afterEach(() => own.stop())

  it('C6: lets calls pass, and is asked again when it is back', async () => {
    const store = createRedisAnswerStore(own.url)
    const { words, calls, cache } = cached({ store, storeTimeoutMillis: 10_000 })
    await words()
    expect([await words(), calls()]).toEqual(['answer 1', 1])
    await own.kill()
    expect([await words(), await words(), calls()]).toEqual(['answer 2', 'answer 3', 3])
    await expect(cache.forget({ user: 'u-17' })).rejects.toThrow()
    await own.restart()
    await expect.poll(async () => (await words()) === (await words()), { timeout: 30_000 }).toBe(true)
    await cache.close()
  })

  it('C6: and one that hangs keeps no call longer than it may', async () => {
    let now = Date.now()
    const store = createRedisAnswerStore(own.url)
    // It connects before the cache asks it, which would not wait for long.
    await store.get('nothing')
    const { words, calls, cache } = cached({ store, storeTimeoutMillis: 1_000, now: () => now })
    await words()
    // The answer is written, and nobody works on it any more.
    const written = `EVAL "return #redis.call('KEYS', '*:entry:*') - #redis.call('KEYS', '*:claim:*')" 0`
    await expect.poll(() => own.command(written)).toBe(':1')
    own.freeze()
    expect([await words(), await words()]).toEqual(['answer 2', 'answer 3'])
    own.thaw()
    now += 1_001
    expect([await words(), calls()]).toEqual(['answer 1', 3])
    await cache.close()
  })
})
