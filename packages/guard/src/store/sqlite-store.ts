import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { carvedAmount, isAdmitted } from '../admission/decide.ts'
import {
  type Balance,
  type Booking,
  type BudgetStore,
  type Claim,
  KEPT_STEP_MILLIS,
  NOTHING_SPENT,
  REMEMBERED_MILLIS,
} from './budget-store.ts'
import { createSqliteHolds, type Row } from './sqlite-holds.ts'
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

  const holds = createSqliteHolds({ run, rows })

  function expire(atMillis: number): void {
    holds.expire(atMillis)
    if (atMillis < nextSweepMillis) return
    nextSweepMillis = atMillis + SWEEP_MILLIS
    holds.forget(atMillis)
    run('DELETE FROM counters WHERE kept_until <= ?', atMillis)
    run('DELETE FROM remembered WHERE until <= ?', atMillis)
  }

  function balanceOf(key: string): Balance {
    const [row] = rows('SELECT spent, held, raised FROM counters WHERE key = ?', key)
    return row === undefined ? NOTHING_SPENT : toBalance(row)
  }

  function ensure({ key, keptUntilMillis }: Pick<Claim, 'key' | 'keptUntilMillis'>): void {
    run(ENSURE_COUNTER, key, Math.floor(keptUntilMillis))
  }

  function change(column: 'spent' | 'raised', booking: Booking): void {
    ensure(booking)
    run(`UPDATE counters SET ${column} = ${column} + ? WHERE key = ?`, booking.amount, booking.key)
  }

  /** What a claim finds: without its own share, which is there for it. */
  function balanceFor({ key, share }: Claim): Balance {
    const balance = balanceOf(key)
    return share === undefined ? balance : { ...balance, held: balance.held - (holds.share(share, key) ?? 0n) }
  }

  function settleOne(id: string, booking: Booking): Balance | undefined {
    if (!holds.end(id, booking.key, booking.amount)) return undefined
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
        const balances = claims.map(balanceFor)
        if (!isAdmitted(claims, balances)) return { outcome: 'refused', epoch, balances }
        for (const claim of claims) {
          ensure(claim)
          holds.add(id, claim, expiresAtMillis)
        }
        return { outcome: 'admitted', epoch, balances }
      }),
    carve: async (request) =>
      transaction(() => {
        expire(request.atMillis)
        const held = holds.share(request.id, request.key)
        if (held !== undefined) {
          holds.extend(request.id, request.expiresAtMillis)
          return held
        }
        const amount = carvedAmount(request, balanceOf(request.key))
        if (amount === 0n) return amount
        ensure(request)
        holds.addShare(request, amount)
        return amount
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

const ENSURE_COUNTER = `
  INSERT INTO counters (key, kept_until) VALUES (?, ?)
  ON CONFLICT (key) DO UPDATE SET kept_until = excluded.kept_until
  WHERE excluded.kept_until > counters.kept_until + ${KEPT_STEP_MILLIS}
`

function toBalance(row: Row): Balance {
  return { spent: row['spent'] as bigint, held: row['held'] as bigint, raised: row['raised'] as bigint }
}
