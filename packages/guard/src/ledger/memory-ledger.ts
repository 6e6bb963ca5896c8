import { randomUUID } from 'node:crypto'
import type { Booking } from '../store/budget-store.ts'
import type { BudgetLedger, Contribution, LedgerRow } from './budget-ledger.ts'
import { addBookings } from './add-bookings.ts'

/** A ledger in memory, as sums: enough to fill a store that was emptied while this process lived. */
export function createMemoryLedger(): BudgetLedger {
  const pending = new Map<string, LedgerRow>()
  const sums = new Map<string, Map<string, Booking>>()
  const open = new Map<string, Map<string, Booking>>()

  const sumOf = (epoch: string): Map<string, Booking> => {
    const known = sums.get(epoch) ?? new Map<string, Booking>()
    sums.set(epoch, known)
    return known
  }

  return {
    append: (row) => void pending.set(row.id, row),
    booked(id, epoch) {
      const row = pending.get(id)
      if (row === undefined || !pending.delete(id)) return
      addBookings(sumOf(epoch), row.bookings, row.atMillis)
    },
    pending: () => [...pending.values()],
    contributions(epoch, atMillis) {
      const missing = new Map<string, Booking>()
      for (const [other, bookings] of sums) {
        if (other === epoch) continue
        addBookings(missing, [...bookings.values()], atMillis)
        sums.delete(other)
      }
      if (missing.size > 0) open.set(randomUUID(), missing)
      return [...open].map(([id, bookings]): Contribution => ({ id, bookings: [...bookings.values()] }))
    },
    contributed(id, epoch) {
      const bookings = open.get(id)
      if (bookings !== undefined && open.delete(id)) addBookings(sumOf(epoch), [...bookings.values()], 0)
    },
    close() {},
  }
}
