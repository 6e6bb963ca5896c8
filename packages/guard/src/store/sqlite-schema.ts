/**
 * The tables of the SQLite store. Amounts are 64-bit integers; times are milliseconds. A hold that has expired stays, so
 * that a late settlement finds out that it was not made yet. `drawn` is what a hold took from the share of that id.
 */
export const SQLITE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS counters (
    key TEXT PRIMARY KEY,
    spent INTEGER NOT NULL DEFAULT 0,
    held INTEGER NOT NULL DEFAULT 0,
    raised INTEGER NOT NULL DEFAULT 0,
    kept_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS holds (
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    amount INTEGER NOT NULL,
    until INTEGER NOT NULL,
    expired INTEGER NOT NULL DEFAULT 0,
    share TEXT,
    drawn INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS holds_by_expiry ON holds (expired, until);
  CREATE TABLE IF NOT EXISTS remembered (key TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`
