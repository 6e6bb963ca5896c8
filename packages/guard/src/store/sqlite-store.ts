import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { isAdmitted } from '../admission/decide.ts'
import {
  type Balance,
  type Booking,
  type BudgetStore,
  type Claim,
  NOTHING_SPENT,
  REMEMBERED_MILLIS,
} from './budget-store.ts'
import { SQLITE_SCHEMA } from './sqlite-schema.ts'

/** Loads SQLite when a store is made of it: Node.js 22 warns of its being experimental. */
const require = createRequire(import.meta.url)

/** How long one process waits for the transaction of another; one takes less than a millisecond. */
const BUSY_MILLIS = 2_000

const SWEEP_MILLIS = 60_000

/**
 * A file that the processes of one machine share. Each decision is a transaction of its own, so that of two processes one
 * waits for the other; it does not wait for the disk, and a crash of the machine may lose the last moments.
 *
 * @param path of the file, which is made when there is none; `:memory:` is one of this process
 */
export function createSqliteStore(path: string): BudgetStore {
  const { DatabaseSync: Database } = require('node:sqlite') as { DatabaseSync: typeof DatabaseSync }
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path)
  db.exec(`PRAGMA busy_timeout = ${BUSY_MILLIS}`)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  db.exec(SQLITE_SCHEMA)
  const statements = new Map<string, StatementSync>()
  let nextSweepMillis = 0

  function prepared(sql: string): StatementSync {
    let statement = statements.get(sql)
    if (statement === undefined) {
      statement = db.prepare(sql)
      statement.setReadBigInts(true)
      statements.set(sql, statement)
    }
    return statement
  }
  const run = (sql: string, ...values: SQLInputValue[]): bigint => BigInt(prepared(sql).run(...values).changes)
  const rows = (sql: string, ...values: SQLInputValue[]): readonly Row[] =>
    prepared(sql).all(...values) as unknown as Row[]

  /** Immediate, so that nobody reads what another is about to change. */
  function transaction<T>(step: () => T): T {
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = step()
      db.exec('COMMIT')
      return result
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }

  function currentEpoch(): string {
    run("INSERT OR IGNORE INTO facts (name, value) VALUES ('epoch', ?)", randomUUID())
    return String(rows("SELECT value FROM facts WHERE name = 'epoch'")[0]?.['value'])
  }

  function expire(atMillis: number): void {
    const dead = rows(
      'SELECT key, SUM(amount) AS amount FROM holds WHERE expired = 0 AND until <= ? GROUP BY key',
      atMillis,
    )
    for (const { key, amount } of dead)
      run('UPDATE counters SET held = held - ? WHERE key = ?', amount ?? 0n, key ?? '')
    if (dead.length > 0) run('UPDATE holds SET expired = 1 WHERE expired = 0 AND until <= ?', atMillis)
    if (atMillis < nextSweepMillis) return
    nextSweepMillis = atMillis + SWEEP_MILLIS
    run('DELETE FROM holds WHERE expired = 1 AND until <= ?', atMillis - REMEMBERED_MILLIS)
    run('DELETE FROM counters WHERE kept_until <= ?', atMillis)
    run('DELETE FROM remembered WHERE until <= ?', atMillis)
  }

  function balanceOf(key: string): Balance {
    const [row] = rows('SELECT spent, held, raised FROM counters WHERE key = ?', key)
    return row === undefined ? NOTHING_SPENT : toBalance(row)
  }

  function change(column: 'spent' | 'held' | 'raised', { key, amount, keptUntilMillis }: Booking): void {
    run('INSERT OR IGNORE INTO counters (key, kept_until) VALUES (?, ?)', key, Math.floor(keptUntilMillis))
    run(`UPDATE counters SET ${column} = ${column} + ? WHERE key = ?`, amount, key)
  }

  function hold(id: string, claim: Claim, expiresAtMillis: number): void {
    change('held', claim)
    run('INSERT INTO holds (id, key, amount, until) VALUES (?, ?, ?, ?)', id, claim.key, claim.amount, expiresAtMillis)
  }

  function settleOne(id: string, booking: Booking): Balance | undefined {
    const [held] = rows('DELETE FROM holds WHERE id = ? AND key = ? RETURNING amount, expired', id, booking.key)
    if (held === undefined) return undefined
    if (held['expired'] === 0n) change('held', { ...booking, amount: -(held['amount'] as bigint) })
    change('spent', booking)
    return balanceOf(booking.key)
  }

  function isFirst(key: string, atMillis: number, untilMillis: number): boolean {
    run('DELETE FROM remembered WHERE key = ? AND until <= ?', key, atMillis)
    return run('INSERT OR IGNORE INTO remembered (key, until) VALUES (?, ?)', key, Math.floor(untilMillis)) === 1n
  }

  return {
    name: 'sqlite',
    epoch: async () => currentEpoch(),
    reserve: async ({ id, atMillis, expiresAtMillis, epoch: known, claims }) =>
      transaction(() => {
        const epoch = currentEpoch()
        if (known !== undefined && known !== epoch) return { outcome: 'other_epoch', epoch }
        expire(atMillis)
        const balances = claims.map(({ key }) => balanceOf(key))
        if (!isAdmitted(claims, balances)) return { outcome: 'refused', epoch, balances }
        for (const claim of claims) hold(id, claim, expiresAtMillis)
        return { outcome: 'admitted', epoch, balances }
      }),
    settle: async ({ id, atMillis, bookings }) =>
      transaction(() => {
        expire(atMillis)
        return { epoch: currentEpoch(), balances: bookings.map((booking) => settleOne(id, booking)) }
      }),
    book: async ({ id, atMillis, bookings }) =>
      transaction(() => {
        const first = isFirst(`booked ${id}`, atMillis, atMillis + REMEMBERED_MILLIS)
        const book = (booking: Booking): Balance => (change('spent', booking), balanceOf(booking.key))
        return { epoch: currentEpoch(), balances: bookings.map((each) => (first ? book(each) : undefined)) }
      }),
    read: async (keys, atMillis) =>
      transaction(() => {
        expire(atMillis)
        return keys.map(balanceOf)
      }),
    list: async (atMillis) =>
      transaction(() => {
        expire(atMillis)
        return rows('SELECT key, spent, held, raised FROM counters').map((row) => ({
          key: String(row['key']),
          ...toBalance(row),
        }))
      }),
    async raise({ key, by, keptUntilMillis }) {
      transaction(() => change('raised', { key, amount: by, keptUntilMillis }))
    },
    latch: async ({ key, atMillis, keptUntilMillis }) =>
      transaction(() => isFirst(`latch ${key}`, atMillis, keptUntilMillis)),
    async close() {
      db.close()
    },
  }
}

type Row = Readonly<Record<string, string | bigint | null | undefined>>

function toBalance(row: Row): Balance {
  return { spent: row['spent'] as bigint, held: row['held'] as bigint, raised: row['raised'] as bigint }
}
