import { randomUUID } from 'node:crypto'
import { carvedAmount, isAdmitted } from '../admission/decide.ts'
import {
  type Balance,
  type Booking,
  type BudgetStore,
  type Claim,
  NOTHING_SPENT,
  REMEMBERED_MILLIS,
  type SettleReply,
} from './budget-store.ts'
import { createHoldBook } from './hold-book.ts'

interface MemoryCounter {
  spent: bigint
  held: bigint
  raised: bigint
  keptUntilMillis: number
}

/** The memory of one process: exact, at once, and gone with the process. */
export function createMemoryStore(): BudgetStore {
  const epoch = randomUUID()
  const counters = new Map<string, MemoryCounter>()
  const holds = createHoldBook((key, amount) => {
    const counter = counters.get(key)
    if (counter !== undefined) counter.held += amount
  })
  /** Latches and bookings, by when they may be forgotten. */
  const remembered = new Map<string, number>()
  let nextSweepMillis = 0

  function sweep(atMillis: number): void {
    holds.expire(atMillis)
    if (atMillis < nextSweepMillis) return
    nextSweepMillis = atMillis + SWEEP_MILLIS
    for (const [key, { keptUntilMillis }] of counters) if (keptUntilMillis <= atMillis) counters.delete(key)
    for (const [key, untilMillis] of remembered) if (untilMillis <= atMillis) remembered.delete(key)
  }

  function counterOf({ key, keptUntilMillis }: Pick<Claim, 'key' | 'keptUntilMillis'>): MemoryCounter {
    let counter = counters.get(key)
    if (counter === undefined) counters.set(key, (counter = { ...NOTHING_SPENT, keptUntilMillis }))
    return counter
  }

  function spend(booking: Booking): Balance {
    const counter = counterOf(booking)
    counter.spent += booking.amount
    return balanceOf(counter)
  }

  function isFirst(key: string, atMillis: number, untilMillis: number): boolean {
    const known = remembered.get(key)
    if (known !== undefined && known > atMillis) return false
    remembered.set(key, untilMillis)
    return true
  }

  const replyOf = (balances: SettleReply['balances']): SettleReply => ({ epoch, balances })

  return {
    name: 'memory',
    epoch: async () => epoch,
    async reserve(request) {
      if (request.epoch !== undefined && request.epoch !== epoch) return { outcome: 'other_epoch', epoch }
      sweep(request.atMillis)
      const balances = request.claims.map(({ key, share }) => {
        const balance = balanceOf(counters.get(key))
        return share === undefined ? balance : { ...balance, held: balance.held - (holds.share(share, key) ?? 0n) }
      })
      if (!isAdmitted(request.claims, balances)) return { outcome: 'refused', epoch, balances }
      for (const claim of request.claims) {
        const counter = counterOf(claim)
        if (claim.keptUntilMillis > counter.keptUntilMillis) counter.keptUntilMillis = claim.keptUntilMillis
      }
      holds.add(request.id, request.claims, request.atMillis, request.expiresAtMillis)
      return { outcome: 'admitted', epoch, balances }
    },
    async carve(request) {
      sweep(request.atMillis)
      const { id, key, expiresAtMillis } = request
      const held = holds.share(id, key)
      if (held !== undefined) {
        holds.extend(id, expiresAtMillis)
        return held
      }
      const amount = carvedAmount(request, balanceOf(counters.get(key)))
      if (amount === 0n) return amount
      counterOf(request)
      holds.addShare(request, amount)
      return amount
    },
    async settle({ id, atMillis, bookings }) {
      sweep(atMillis)
      const held = holds.take(id, bookings)
      return replyOf(bookings.map((booking) => (held?.has(booking.key) ? spend(booking) : undefined)))
    },
    async book({ id, atMillis, bookings }) {
      sweep(atMillis)
      const first = isFirst(`booked ${id}`, atMillis, atMillis + REMEMBERED_MILLIS)
      return replyOf(bookings.map((booking) => (first ? spend(booking) : undefined)))
    },
    async read(keys, atMillis) {
      sweep(atMillis)
      return keys.map((key) => balanceOf(counters.get(key)))
    },
    async list(atMillis) {
      sweep(atMillis)
      return [...counters].map(([key, counter]) => ({ key, ...balanceOf(counter) }))
    },
    async raise(request) {
      counterOf(request).raised += request.by
    },
    latch: async ({ key, atMillis, keptUntilMillis }) => isFirst(`latch ${key}`, atMillis, keptUntilMillis),
    async close() {},
  }
}

const SWEEP_MILLIS = 60_000

function balanceOf(counter: MemoryCounter | undefined): Balance {
  return counter === undefined ? NOTHING_SPENT : { spent: counter.spent, held: counter.held, raised: counter.raised }
}
