import type { Booking } from '../store/budget-store.ts'

/** How many sums are kept before those of past windows are looked for. */
const SOME_SUMS = 1_000

/** Adds bookings to sums by counter, and leaves out those of counters that nobody needs any more. */
export function addBookings(sums: Map<string, Booking>, bookings: readonly Booking[], atMillis: number): void {
  for (const booking of bookings) {
    if (booking.keptUntilMillis <= atMillis) continue
    const sum = sums.get(booking.key)
    sums.set(booking.key, sum === undefined ? booking : { ...booking, amount: sum.amount + booking.amount })
  }
  if (sums.size % SOME_SUMS !== 0) return
  for (const [key, { keptUntilMillis }] of sums) if (keptUntilMillis <= atMillis) sums.delete(key)
}
