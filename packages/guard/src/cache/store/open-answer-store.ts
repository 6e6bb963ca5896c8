import type { AnswerStore } from './answer-store.ts'
import { createMemoryAnswerStore } from './memory-answer-store.ts'
import { createRedisAnswerStore } from './redis-answer-store.ts'

/** The store that each kind of address opens. Another store is one line here. */
const OPENERS: readonly (readonly [pattern: RegExp, open: (address: string) => AnswerStore])[] = [
  [/^memory$/, () => createMemoryAnswerStore()],
  [/^rediss?:\/\//, (address) => createRedisAnswerStore(address)],
]

/**
 * Opens a store of answers by its address: `memory` for one process, `redis://host:6379` for a fleet.
 *
 * @throws TypeError for any other address
 */
export function openAnswerStore(address: string): AnswerStore {
  const opener = OPENERS.find(([pattern]) => pattern.test(address))
  if (opener === undefined) {
    throw new TypeError(
      `the store of a cache must be "memory" or "redis://<host>:<port>", got ${JSON.stringify(address)}`,
    )
  }
  return opener[1](address)
}
