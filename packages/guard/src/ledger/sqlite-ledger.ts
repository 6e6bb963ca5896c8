import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Booking } from '../store/budget-store.ts'
import type { BudgetLedger, Contribution, LedgerRow } from './budget-ledger.ts'

/** Loads SQLite when a ledger is made of it. */
const require = createRequire(import.meta.url)

/**
 * One line for each counter that a settled call was booked on. `epoch` says which contents of the store have it: none while
 * it is pending, where `held_in` says which had the hold. `part` is the contribution that carries it to another epoch.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS bookings (
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    amount INTEGER NOT NULL,
    kept_until INTEGER NOT NULL,
    at INTEGER NOT NULL,
    held_in TEXT,
    epoch TEXT,
    part TEXT,
    PRIMARY KEY (id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS bookings_by_epoch ON bookings (epoch, kept_until);
`

/**
 * A ledger in a file, which processes of one machine may share. A row is written in some ten microseconds, and does not wait
 * for the disk: a crash of the process loses none, one of the machine may lose the last ones.
 */
export function createSqliteLedger(path: string): BudgetLedger {
  const { DatabaseSync: Database } = require('node:sqlite') as { DatabaseSync: typeof DatabaseSync }
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path)
  db.exec('PRAGMA busy_timeout = 2000')
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  db.exec(SCHEMA)
  const insert = db.prepare(
    'INSERT OR IGNORE INTO bookings (id, key, amount, kept_until, at, held_in) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const setBooked = db.prepare('UPDATE bookings SET epoch = ? WHERE id = ? AND epoch IS NULL')
  const selectPending = db.prepare('SELECT * FROM bookings WHERE epoch IS NULL')
  const assignPart = db.prepare(
    'UPDATE bookings SET part = ? WHERE epoch IS NOT NULL AND epoch <> ? AND part IS NULL AND kept_until > ?',
  )
  const selectParts = db.prepare(
    'SELECT part, key, SUM(amount) AS amount, MAX(kept_until) AS kept_until FROM bookings WHERE part IS NOT NULL GROUP BY part, key',
  )
  const endPart = db.prepare('UPDATE bookings SET epoch = ?, part = NULL WHERE part = ?')
  for (const select of [selectPending, selectParts]) select.setReadBigInts(true)

  return {
    append({ id, atMillis, epoch = null, bookings }) {
      for (const { key, amount, keptUntilMillis } of bookings) {
        insert.run(id, key, amount, Math.floor(keptUntilMillis), Math.floor(atMillis), epoch)
      }
    },
    booked: (id, epoch) => void setBooked.run(epoch, id),
    pending() {
      const rows = new Map<string, LedgerRow & { readonly bookings: Booking[] }>()
      for (const line of selectPending.all() as unknown as PendingLine[]) {
        const { id, at, held_in: heldIn } = line
        const row = rows.get(id) ?? { id, atMillis: Number(at), epoch: heldIn ?? undefined, bookings: [] }
        row.bookings.push(bookingOf(line))
        rows.set(id, row)
      }
      return [...rows.values()]
    },
    contributions(epoch, atMillis) {
      assignPart.run(randomUUID(), epoch, Math.floor(atMillis))
      const parts = new Map<string, Booking[]>()
      for (const line of selectParts.all() as unknown as PartLine[]) {
        parts.set(line.part, [...(parts.get(line.part) ?? []), bookingOf(line)])
      }
      return [...parts].map(([id, bookings]): Contribution => ({ id, bookings }))
    },
    contributed: (id, epoch) => void endPart.run(epoch, id),
    close: () => db.close(),
  }
}

interface BookingLine {
  readonly key: string
  readonly amount: bigint
  readonly kept_until: bigint
}

interface PendingLine extends BookingLine {
  readonly id: string
  readonly at: bigint
  readonly held_in: string | null
}

interface PartLine extends BookingLine {
  readonly part: string
}

function bookingOf({ key, amount, kept_until: keptUntil }: BookingLine): Booking {
  return { key, amount, keptUntilMillis: Number(keptUntil) }
}
