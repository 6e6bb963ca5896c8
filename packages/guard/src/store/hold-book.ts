import { type Booking, type CarveRequest, type Claim, REMEMBERED_MILLIS } from './budget-store.ts'

/** Holds of calls that are under way, shares, and those of either that have expired and may still be settled. */
export interface HoldBook {
  add(id: string, claims: readonly Claim[], atMillis: number, expiresAtMillis: number): void
  addShare(request: CarveRequest, amount: bigint): void
  /** What a share of a counter holds; undefined when there is none. */
  share(id: string | undefined, key: string): bigint | undefined
  extend(id: string, expiresAtMillis: number): void
  /** Ends a call's holds and tells the counters they were on, the expired ones too; undefined when there are none. */
  take(id: string, bookings: readonly Booking[]): ReadonlySet<string> | undefined
  expire(atMillis: number): void
}

interface Held {
  readonly key: string
  /** Grows and shrinks with what is drawn from it, where it is a share. */
  amount: bigint
  readonly share: string | undefined
  /** What of the amount came from the share. */
  readonly drawn: bigint
}

interface HeldCall {
  readonly held: readonly Held[]
  readonly isShare: boolean
  readonly expiresAtMillis: number
  readonly lifeMillis: number
  expired: boolean
}

/**
 * Keeps holds in the order in which they expire. Nearly all live equally long and so expire in the order in which they came:
 * there is a queue for each length of life, and no search.
 *
 * @param change adds to what is held on a counter
 */
export function createHoldBook(change: (key: string, amount: bigint) => void): HoldBook {
  const calls = new Map<string, HeldCall>()
  const queues = new Map<number, Map<string, HeldCall>>()
  const expired = new Map<string, HeldCall>()

  function enqueue(id: string, call: HeldCall): void {
    const queue = queues.get(call.lifeMillis) ?? new Map<string, HeldCall>()
    queues.set(call.lifeMillis, queue.set(id, call))
    calls.set(id, call)
  }

  function dequeue(id: string, { lifeMillis }: HeldCall): void {
    const queue = queues.get(lifeMillis)
    queue?.delete(id)
    if (queue?.size === 0) queues.delete(lifeMillis)
  }

  function shareOf(id: string | undefined, key: string): Held | undefined {
    const call = id === undefined ? undefined : calls.get(id)
    return call?.isShare === true && !call.expired ? call.held.find((held) => held.key === key) : undefined
  }

  function draw({ key, amount, share }: Claim): bigint {
    const from = shareOf(share, key)
    if (from === undefined) return 0n
    const drawn = from.amount < amount ? from.amount : amount
    from.amount -= drawn
    return drawn
  }

  function end(id: string, call: HeldCall, spentOn: (key: string) => bigint): void {
    dequeue(id, call)
    for (const { key, amount, share, drawn } of call.held) {
      const unspent = drawn - spentOn(key)
      const from = unspent > 0n ? shareOf(share, key) : undefined
      if (from !== undefined) from.amount += unspent
      change(key, (from === undefined ? 0n : unspent) - amount)
    }
  }

  function extend(id: string, expiresAtMillis: number): void {
    const call = calls.get(id)
    if (call === undefined || call.expired || call.expiresAtMillis >= expiresAtMillis) return
    dequeue(id, call)
    const lifeMillis = call.lifeMillis + expiresAtMillis - call.expiresAtMillis
    enqueue(id, { ...call, expiresAtMillis, lifeMillis })
  }

  return {
    add(id, claims, atMillis, expiresAtMillis) {
      const held = claims.map((claim): Held => {
        const { key, amount, share } = claim
        const drawn = draw(claim)
        if (share !== undefined) extend(share, expiresAtMillis)
        change(key, amount - drawn)
        return { key, amount, share, drawn }
      })
      enqueue(id, { held, isShare: false, expiresAtMillis, lifeMillis: expiresAtMillis - atMillis, expired: false })
    },
    addShare({ id, key, atMillis, expiresAtMillis }, amount) {
      // One that has expired may have left its trace.
      expired.delete(id)
      const held = [{ key, amount, share: undefined, drawn: 0n }]
      change(key, amount)
      enqueue(id, { held, isShare: true, expiresAtMillis, lifeMillis: expiresAtMillis - atMillis, expired: false })
    },
    share: (id, key) => shareOf(id, key)?.amount,
    extend,
    take(id, bookings) {
      const call = calls.get(id)
      if (call === undefined) return undefined
      calls.delete(id)
      if (call.expired) expired.delete(id)
      else end(id, call, (key) => bookings.find((booking) => booking.key === key)?.amount ?? 0n)
      return new Set(call.held.map(({ key }) => key))
    },
    expire(atMillis) {
      for (const queue of queues.values()) {
        for (const [id, call] of queue) {
          if (call.expiresAtMillis > atMillis) break
          call.expired = true
          end(id, call, () => 0n)
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
