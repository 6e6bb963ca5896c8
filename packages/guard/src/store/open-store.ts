import { resolve } from 'node:path'
import type { BudgetStore } from './budget-store.ts'
import { createMemoryStore } from './memory-store.ts'
import { createRedisStore } from './redis-store.ts'
import { createSqliteStore } from './sqlite-store.ts'

/** The store that each kind of address opens. Another store is one line here. */
const OPENERS: readonly (readonly [pattern: RegExp, open: (address: string, baseDir: string) => BudgetStore])[] = [
  [/^memory$/, () => createMemoryStore()],
  [/^rediss?:\/\//, (address) => createRedisStore(address)],
  [/^sqlite:./, (address, baseDir) => createSqliteStore(resolve(baseDir, address.slice('sqlite:'.length)))],
]

/**
 * Opens a store by its address: `memory` for one process, `sqlite:<path>` for one machine, `redis://host:6379` for a fleet.
 *
 * @param baseDir what a path is relative to
 * @throws TypeError for any other address
 */
export function openStore(address: string, baseDir: string = process.cwd()): BudgetStore {
  const opener = OPENERS.find(([pattern]) => pattern.test(address))
  if (opener === undefined) {
    throw new TypeError(
      `store must be "memory", "sqlite:<path>" or "redis://<host>:<port>", got ${JSON.stringify(address)}`,
    )
  }
  return opener[1](address, baseDir)
}
