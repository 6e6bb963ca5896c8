import type { Booking } from '../store/budget-store.ts'

/**
 * The ledger has a row for each call that was settled. It is written before the store is told, so that a row which the store
 * did not take is sent again, and counters that the store has lost are made anew from its rows.
 */
export interface BudgetLedger {
  /** Adds a row, which is pending until it is booked. */
  append(row: LedgerRow): void
  /** A row stands in the store's counters of an epoch. */
  booked(id: string, epoch: string): void
  pending(): readonly LedgerRow[]
  /** What a store of this epoch lacks: the booked rows of other epochs. A contribution is given again until it was made. */
  contributions(epoch: string, atMillis: number): readonly Contribution[]
  /** A contribution stands in the store's counters of an epoch. */
  contributed(id: string, epoch: string): void
  close(): void
}

/** What one settled call is booked with. */
export interface LedgerRow {
  /** The id of the reservation. */
  readonly id: string
  readonly atMillis: number
  /** The epoch of the store that holds the reservation; undefined when it was decided without the store. */
  readonly epoch: string | undefined
  readonly bookings: readonly Booking[]
}

/** Sums of rows, which are booked as one, once for each id. */
export interface Contribution {
  readonly id: string
  readonly bookings: readonly Booking[]
}
