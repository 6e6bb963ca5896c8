import { type Claim, REMEMBERED_MILLIS } from './budget-store.ts'

/** Holds of calls that are under way, and those that have expired and may still be settled. */
export interface HoldBook {
  add(id: string, claims: readonly Claim[], atMillis: number, expiresAtMillis: number): void
  /** Ends a call's holds and tells the counters they were on, the expired ones too; undefined when there are none. */
  take(id: string): ReadonlySet<string> | undefined
  expire(atMillis: number): void
}

interface HeldCall {
  readonly claims: readonly Claim[]
  readonly expiresAtMillis: number
  readonly lifeMillis: number
  expired: boolean
}

/**
 * Keeps holds in the order in which they expire. Nearly all live equally long and so expire in the order in which they came:
 * there is a queue for each length of life, and no search.
 *
 * @param release takes a held amount off a counter
 */
export function createHoldBook(release: (key: string, amount: bigint) => void): HoldBook {
  const calls = new Map<string, HeldCall>()
  const queues = new Map<number, Map<string, HeldCall>>()
  const expired = new Map<string, HeldCall>()

  function end(id: string, call: HeldCall): void {
    const queue = queues.get(call.lifeMillis)
    queue?.delete(id)
    if (queue?.size === 0) queues.delete(call.lifeMillis)
    for (const { key, amount } of call.claims) release(key, amount)
  }

  return {
    add(id, claims, atMillis, expiresAtMillis) {
      const lifeMillis = expiresAtMillis - atMillis
      const call = { claims, expiresAtMillis, lifeMillis, expired: false }
      const queue = queues.get(lifeMillis) ?? new Map<string, HeldCall>()
      queues.set(lifeMillis, queue.set(id, call))
      calls.set(id, call)
    },
    take(id) {
      const call = calls.get(id)
      if (call === undefined) return undefined
      calls.delete(id)
      if (call.expired) expired.delete(id)
      else end(id, call)
      return new Set(call.claims.map(({ key }) => key))
    },
    expire(atMillis) {
      for (const queue of queues.values()) {
        for (const [id, call] of queue) {
          if (call.expiresAtMillis > atMillis) break
          end(id, call)
          call.expired = true
          expired.set(id, call)
        }
      }
      for (const [id, call] of expired) {
        if (call.expiresAtMillis + REMEMBERED_MILLIS > atMillis) break
        expired.delete(id)
        calls.delete(id)
      }
    },
  }
}
