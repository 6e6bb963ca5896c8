import type { SQLInputValue } from 'node:sqlite'
import { type CarveRequest, type Claim, REMEMBERED_MILLIS } from './budget-store.ts'

/** The holds of the SQLite store: what each keeps of a counter, and of the share that it drew from. */
export interface SqliteHolds {
  add(id: string, claim: Claim, expiresAtMillis: number): void
  addShare(request: CarveRequest, amount: bigint): void
  /** What a share of a counter holds; undefined when there is none. */
  share(id: string, key: string): bigint | undefined
  extend(id: string, expiresAtMillis: number): void
  /** Ends a hold that has cost so much; false when there is none, not even an expired one. */
  end(id: string, key: string, spent: bigint): boolean
  expire(atMillis: number): void
  forget(atMillis: number): void
}

/** A row of a query, with its integers as BigInt. */
export type Row = Readonly<Record<string, string | bigint | null | undefined>>

export interface SqliteAccess {
  /** Runs a statement, and tells how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): bigint
  rows(sql: string, ...values: SQLInputValue[]): readonly Row[]
}

export function createSqliteHolds({ run, rows }: SqliteAccess): SqliteHolds {
  /** Counters that holds are on exist. */
  const change = (key: string, by: bigint): bigint => run('UPDATE counters SET held = held + ? WHERE key = ?', by, key)

  function share(id: string, key: string): bigint | undefined {
    return rows('SELECT amount FROM holds WHERE id = ? AND key = ? AND expired = 0', id, key)[0]?.['amount'] as
      | bigint
      | undefined
  }

  function changeShare(id: string, key: string, by: bigint): boolean {
    return run('UPDATE holds SET amount = amount + ? WHERE id = ? AND key = ? AND expired = 0', by, id, key) === 1n
  }

  function extend(id: string, expiresAtMillis: number): void {
    run('UPDATE holds SET until = MAX(until, ?) WHERE id = ? AND expired = 0', expiresAtMillis, id)
  }

  /** What a hold has drawn and not spent goes back to its share. */
  function free({ key, amount, share: from, drawn }: Row, spent: bigint): void {
    const unspent = (drawn as bigint) - spent
    const isGivenBack = typeof from === 'string' && unspent > 0n && changeShare(from, String(key), unspent)
    change(String(key), (isGivenBack ? unspent : 0n) - (amount as bigint))
  }

  return {
    add(id, { key, amount, share: from }, expiresAtMillis) {
      const available = from === undefined ? 0n : (share(from, key) ?? 0n)
      const drawn = available < amount ? available : amount
      if (from !== undefined) {
        changeShare(from, key, -drawn)
        extend(from, expiresAtMillis)
      }
      change(key, amount - drawn)
      const sql = 'INSERT INTO holds (id, key, amount, until, share, drawn) VALUES (?, ?, ?, ?, ?, ?)'
      run(sql, id, key, amount, expiresAtMillis, from ?? null, drawn)
    },
    addShare({ id, key, expiresAtMillis }, amount) {
      change(key, amount)
      run('INSERT OR REPLACE INTO holds (id, key, amount, until) VALUES (?, ?, ?, ?)', id, key, amount, expiresAtMillis)
    },
    share,
    extend,
    end(id, key, spent) {
      const [held] = rows('DELETE FROM holds WHERE id = ? AND key = ? RETURNING *', id, key)
      if (held?.['expired'] === 0n) free(held, spent)
      return held !== undefined
    },
    expire(atMillis) {
      const dead = rows('SELECT * FROM holds WHERE expired = 0 AND until <= ?', atMillis)
      if (dead.length === 0) return
      run('UPDATE holds SET expired = 1 WHERE expired = 0 AND until <= ?', atMillis)
      for (const row of dead) free(row, 0n)
    },
    forget: (atMillis) => void run('DELETE FROM holds WHERE expired = 1 AND until <= ?', atMillis - REMEMBERED_MILLIS),
  }
}
