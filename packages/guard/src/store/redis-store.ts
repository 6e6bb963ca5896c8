import { randomUUID } from 'node:crypto'
import { type Balance, type BudgetStore, REMEMBERED_MILLIS, type SettleReply } from './budget-store.ts'
import { openRedis, type RedisClient } from './redis-client.ts'
import * as scripts from './redis-scripts.ts'

/** Where the counters are in a Redis. */
export interface RedisStoreOptions {
  /** Keeps the counters of applications apart that share a Redis. Default: `costspan`. */
  readonly namespace?: string
}

/**
 * A Redis or Valkey, from version 7 on, that a fleet shares. Each decision is one script on one node: the namespace is the
 * hash tag of all keys, so that it works on a cluster, where another namespace is on another node. The server must not evict
 * keys (`maxmemory-policy noeviction`, its default): a counter that it drops begins at zero again.
 *
 * @param redis a URL such as `redis://localhost:6379`, for which the package `ioredis` must be installed, or a client of it
 * @throws TypeError when the namespace has braces, which would make another hash tag
 */
export function createRedisStore(
  redis: string | RedisClient,
  { namespace = 'costspan' }: RedisStoreOptions = {},
): BudgetStore {
  if (!/^[\w.:-]+$/.test(namespace)) {
    throw new TypeError(`namespace must be letters, digits, "_", "-", "." or ":", got ${JSON.stringify(namespace)}`)
  }
  const isOurs = typeof redis === 'string'
  let opened: Promise<RedisClient> | undefined
  const client = (): Promise<RedisClient> => (opened ??= isOurs ? openRedis(redis) : Promise.resolve(redis))
  const key = (name: string): string => `{${namespace}}:${name}`
  const counter = (name: string): string => key(`c:${name}`)
  const [epochKey, indexKey] = [key('epoch'), key('counters')]

  async function evaluate(
    script: string,
    keys: readonly string[],
    args: readonly string[],
  ): Promise<readonly string[]> {
    return (await client()).runScript(script, keys, args)
  }

  async function read(keys: readonly string[], atMillis: number): Promise<readonly Balance[]> {
    if (keys.length === 0) return []
    const amounts = await evaluate(scripts.READ_SCRIPT, keys.map(counter), [millis(atMillis)])
    return keys.map((_, index) => balanceAt(amounts, index))
  }

  return {
    name: 'redis',
    async epoch() {
      const [epoch = ''] = await evaluate(scripts.SETTLE_SCRIPT, [epochKey, indexKey], ['0', randomUUID(), ''])
      return epoch
    },
    async reserve({ id, atMillis, expiresAtMillis, epoch: known = '', claims }) {
      const keys = [epochKey, indexKey, ...claims.map((claim) => counter(claim.key))]
      const [outcome, epoch = '', ...amounts] = await evaluate(scripts.RESERVE_SCRIPT, keys, [
        millis(atMillis),
        randomUUID(),
        known,
        id,
        millis(expiresAtMillis),
        ...claims.flatMap(({ amount, limit, enforced, keptUntilMillis, share = '' }) => [
          `${amount}`,
          limit === undefined ? '' : `${limit}`,
          enforced ? '1' : '0',
          millis(keptUntilMillis - atMillis),
          share,
        ]),
      ])
      if (outcome === '2') return { outcome: 'other_epoch', epoch }
      const balances = claims.map((_, index) => balanceAt(amounts, index))
      return { outcome: outcome === '1' ? 'admitted' : 'refused', epoch, balances }
    },
    async carve({ id, key: name, amount, limit, atMillis, expiresAtMillis, keptUntilMillis }) {
      const [held = '0'] = await evaluate(
        scripts.CARVE_SCRIPT,
        [indexKey, counter(name)],
        [
          millis(atMillis),
          id,
          `${amount}`,
          limit === undefined ? '' : `${limit}`,
          millis(expiresAtMillis),
          millis(keptUntilMillis - atMillis),
        ],
      )
      return BigInt(held)
    },
    async settle({ id, atMillis, bookings }) {
      const keys = [epochKey, indexKey, ...bookings.map((booking) => counter(booking.key))]
      const amounts = bookings.flatMap((each) => [`${each.amount}`, millis(each.keptUntilMillis - atMillis)])
      return settleReply(await evaluate(scripts.SETTLE_SCRIPT, keys, [millis(atMillis), randomUUID(), id, ...amounts]))
    },
    async book({ id, atMillis, bookings }) {
      const keys = [epochKey, indexKey, key(`booked:${id}`), ...bookings.map((booking) => counter(booking.key))]
      const amounts = bookings.flatMap((each) => [`${each.amount}`, millis(each.keptUntilMillis - atMillis)])
      const args = [millis(atMillis), randomUUID(), `${REMEMBERED_MILLIS}`, ...amounts]
      return settleReply(await evaluate(scripts.BOOK_SCRIPT, keys, args))
    },
    read,
    async list(atMillis) {
      const found = await (await client()).sortedSince(indexKey, atMillis)
      const names = found.map((each) => each.slice(counter('').length))
      const balances = await read(names, atMillis)
      return names.map((name, index) => ({ key: name, ...(balances[index] ?? balanceAt([], 0)) }))
    },
    async raise({ key: name, by, atMillis, keptUntilMillis }) {
      const args = [millis(atMillis), `${by}`, millis(keptUntilMillis - atMillis)]
      await evaluate(scripts.RAISE_SCRIPT, [indexKey, counter(name)], args)
    },
    async latch({ key: name, atMillis, keptUntilMillis }) {
      return (await client()).setOnce(key(`latch:${name}`), Math.max(1, Math.ceil(keptUntilMillis - atMillis)))
    },
    async close() {
      // A client that was given to us belongs to whoever made it.
      if (isOurs && opened !== undefined) await (await opened).close()
    },
  }
}

function settleReply([epoch = '', ...amounts]: readonly string[]): SettleReply {
  const count = amounts.length / 3
  return {
    epoch,
    balances: Array.from({ length: count }, (_, index) =>
      amounts[index * 3] === '' ? undefined : balanceAt(amounts, index),
    ),
  }
}

function balanceAt(amounts: readonly string[], index: number): Balance {
  const [spent = '0', held = '0', raised = '0'] = amounts.slice(index * 3, index * 3 + 3)
  return { spent: BigInt(spent), held: BigInt(held), raised: BigInt(raised) }
}

function millis(value: number): string {
  return String(Math.max(0, Math.ceil(value)))
}
