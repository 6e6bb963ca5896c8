import { DuckDBInstance } from '@duckdb/node-api'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { LedgerError, LedgerInUseError } from '../ledger-error.ts'
import type { OpenLedgerOptions } from '../open-ledger.ts'
import { memoryMegabytes } from './memory-megabytes.ts'

export interface OpenInstance {
  readonly instance: DuckDBInstance
  /** Lets the file go. */
  release(): void
}

/** DuckDB locks a file against other processes only, so that this process has to remember its own. */
const openFiles = new Set<string>()

/** Opens a database file; rejects with a `LedgerError` that says in one sentence why it cannot. */
export async function openInstance(file: string, options: OpenLedgerOptions): Promise<OpenInstance> {
  const { readOnly = false, threads } = options
  const megabytes = memoryMegabytes(options.memoryMegabytes)
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads >= 1))
    throw new TypeError(`threads is ${threads}, expected a whole number, 1 or more`)
  const path = file === ':memory:' ? file : resolve(file)
  if (openFiles.has(path)) throw new LedgerError(`The ledger ${file} is open in this process already.`)
  if (readOnly && !existsSync(path)) {
    throw new LedgerError(`There is no ledger at ${file}: "costspan ingest" and "costspan dev" make one.`)
  }
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const instance = await DuckDBInstance.create(path, {
      access_mode: readOnly ? 'READ_ONLY' : 'AUTOMATIC',
      memory_limit: `${megabytes}MB`,
      // How much is written before it is brought from the log into the file: until then it is kept in memory.
      checkpoint_threshold: `${Math.floor(megabytes / 4)}MB`,
      ...(threads === undefined ? {} : { threads: `${threads}` }),
      ...SETTINGS,
    })
    if (path !== ':memory:') openFiles.add(path)
    return {
      instance,
      release() {
        openFiles.delete(path)
        instance.closeSync()
      },
    }
  } catch (cause) {
    throw whyNot(file, cause)
  }
}

const SETTINGS = {
  // Nothing is fetched from the network, whatever is asked.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  preserve_insertion_order: 'false',
}

function whyNot(file: string, cause: unknown): LedgerError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const [, holder] = /Conflicting lock is held in (.*?\(PID \d+\))/.exec(message) ?? []
  if (holder !== undefined || message.includes('Could not set lock')) {
    const who = holder === undefined ? '' : `, ${holder}`
    const sentence = `The ledger ${file} is in use by another process${who}: one process writes it at a time, so wait for that one or end it.`
    return new LedgerInUseError(sentence, { cause })
  }
  if (/not a valid DuckDB database/i.test(message)) {
    return new LedgerError(`${file} is no ledger: it is not a DuckDB file.`, { cause })
  }
  const [reason] = message.split('\n', 1)
  return new LedgerError(`The ledger ${file} cannot be opened, it may be damaged: ${reason}`, { cause })
}
