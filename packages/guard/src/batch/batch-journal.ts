import { closeSync, mkdirSync, openSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { BatchOutcome, BatchRequest } from './batch-provider.ts'
import type { Submitter } from './submitter-context.ts'

/** Loads SQLite when a journal is made of it. */
const require = createRequire(import.meta.url)

/** What is known of one request. */
export interface JournalEntry extends BatchRequest {
  /** The application's own id. */
  readonly id: string
  readonly submitter: Submitter
  readonly state: 'waiting' | 'submitting' | 'submitted' | 'done'
  /** Undefined before it is submitted. */
  readonly submissionId: string | undefined
  readonly submittedAtMillis: number | undefined
  readonly batchId: string | undefined
  /** What is held for it on budgets, as text; undefined where there are none. */
  readonly reservation: string | undefined
  /** Undefined before it is done. */
  readonly outcome: BatchOutcome | undefined
  /** Whether the listener for results has been told. */
  readonly isDelivered: boolean
}

/** What was asked of batches and what came of it, in a file, so that a process that ends loses nothing. */
export interface BatchJournal {
  add(entry: Pick<JournalEntry, 'id' | 'customId' | 'body' | 'submitter'>): void
  get(id: string): JournalEntry | undefined
  in(state: JournalEntry['state']): readonly JournalEntry[]
  undelivered(): readonly JournalEntry[]
  /** How many wait, and how many are not over: submitted, or done and not delivered. */
  counts(): { readonly waiting: number; readonly open: number }
  reserved(customId: string, reservation: string): void
  submitting(customIds: readonly string[], submissionId: string, atMillis: number): void
  submitted(submissionId: string, batchId: string): void
  /** A submission that did not arrive: its requests wait again. */
  lost(submissionId: string): void
  done(outcomes: readonly BatchOutcome[]): void
  delivered(ids: readonly string[]): void
  forget(id: string): void
  close(): void
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS requests (
    id TEXT PRIMARY KEY,
    custom_id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    submitter TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    submission_id TEXT,
    submitted_at INTEGER,
    batch_id TEXT,
    reservation TEXT,
    outcome TEXT,
    is_delivered INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS requests_by_state ON requests (is_delivered, state);
`

/**
 * Opens a journal; it belongs to one process at a time.
 *
 * @throws Error when another process has it open
 */
export function openBatchJournal(path: string): BatchJournal {
  const { DatabaseSync: Database } = require('node:sqlite') as { DatabaseSync: typeof DatabaseSync }
  if (path !== ':memory:') makePrivate(path)
  const db = new Database(path)
  try {
    // The lock is taken by the first write and kept until the end.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    db.exec(`BEGIN EXCLUSIVE; ${SCHEMA} COMMIT`)
  } catch (cause) {
    db.close()
    throw new Error(`the journal ${path} cannot be opened: a journal belongs to one process at a time`, { cause })
  }
  const run = (sql: string): ((...values: (string | number)[]) => void) => {
    const statement = db.prepare(sql)
    return (...values) => void statement.run(...values)
  }
  const all = (sql: string): ((...values: string[]) => JournalEntry[]) => {
    const statement = db.prepare(sql)
    return (...values) => (statement.all(...values) as unknown as JournalLine[]).map(entryOf)
  }
  const inTransaction = (work: () => void): void => {
    db.exec('BEGIN')
    try {
      work()
      db.exec('COMMIT')
    } catch (problem) {
      db.exec('ROLLBACK')
      throw problem
    }
  }
  const insert = run('INSERT INTO requests (id, custom_id, body, submitter) VALUES (?, ?, ?, ?)')
  const byId = all('SELECT * FROM requests WHERE id = ?')
  const byState = all('SELECT * FROM requests WHERE state = ? ORDER BY rowid')
  const setSubmitting = run(
    `UPDATE requests SET state = 'submitting', submission_id = ?, submitted_at = ? WHERE custom_id = ?`,
  )
  const setDone = run(`UPDATE requests SET state = 'done', outcome = ? WHERE custom_id = ? AND state <> 'done'`)
  const setReserved = run('UPDATE requests SET reservation = ? WHERE custom_id = ?')
  const setDelivered = run('UPDATE requests SET is_delivered = 1 WHERE id = ?')
  const counts = db.prepare(
    `SELECT sum(state = 'waiting') AS waiting, sum(state <> 'waiting') AS open FROM requests WHERE is_delivered = 0`,
  )
  const undelivered = all(`SELECT * FROM requests WHERE state = 'done' AND is_delivered = 0 ORDER BY rowid`)

  return {
    add: ({ id, customId, body, submitter }) => insert(id, customId, JSON.stringify(body), JSON.stringify(submitter)),
    get: (id) => byId(id)[0],
    in: byState,
    undelivered,
    submitting(customIds, submissionId, atMillis) {
      // On the disk before the provider hears of it: a machine that stops now must not hand in the same again.
      db.exec('PRAGMA synchronous = FULL')
      inTransaction(() => {
        for (const customId of customIds) setSubmitting(submissionId, atMillis, customId)
      })
      db.exec('PRAGMA synchronous = NORMAL')
    },
    submitted: (() => {
      const set = run(`UPDATE requests SET state = 'submitted', batch_id = ? WHERE submission_id = ?`)
      return (submissionId, batchId) => set(batchId, submissionId)
    })(),
    reserved: (customId, reservation) => setReserved(reservation, customId),
    lost: run(`UPDATE requests SET state = 'waiting', submission_id = NULL WHERE submission_id = ?`),
    done: (outcomes) =>
      inTransaction(() => {
        for (const outcome of outcomes) setDone(JSON.stringify(outcome), outcome.customId)
      }),
    delivered: (ids) =>
      inTransaction(() => {
        for (const id of ids) setDelivered(id)
      }),
    counts() {
      const { waiting, open } = counts.get() as { readonly waiting: number | null; readonly open: number | null }
      return { waiting: waiting ?? 0, open: open ?? 0 }
    },
    forget: run('DELETE FROM requests WHERE id = ?'),
    close: () => db.close(),
  }
}

/** Prompts and answers are nobody else's business. SQLite gives the files beside the journal the mode of the journal. */
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
}

interface JournalLine {
  readonly id: string
  readonly custom_id: string
  readonly body: string
  readonly submitter: string
  readonly state: JournalEntry['state']
  readonly submission_id: string | null
  readonly submitted_at: number | null
  readonly batch_id: string | null
  readonly reservation: string | null
  readonly outcome: string | null
  readonly is_delivered: number
}

function entryOf(line: JournalLine): JournalEntry {
  return {
    id: line.id,
    customId: line.custom_id,
    body: JSON.parse(line.body) as JournalEntry['body'],
    submitter: JSON.parse(line.submitter) as Submitter,
    state: line.state,
    submissionId: line.submission_id ?? undefined,
    submittedAtMillis: line.submitted_at ?? undefined,
    batchId: line.batch_id ?? undefined,
    reservation: line.reservation ?? undefined,
    outcome: line.outcome === null ? undefined : (JSON.parse(line.outcome) as BatchOutcome),
    isDelivered: line.is_delivered === 1,
  }
}
