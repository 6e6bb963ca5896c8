import { createMemoryQuestionStore } from './memory-question-store.ts'
import type { QuestionStore } from './question-store.ts'
import { createRedisQuestionStore } from './redis-question-store.ts'

/** The store that each kind of address opens. Another store is one line here. */
const OPENERS: readonly (readonly [pattern: RegExp, open: (address: string) => QuestionStore])[] = [
  [/^memory$/, () => createMemoryQuestionStore()],
  [/^rediss?:\/\//, (address) => createRedisQuestionStore(address)],
]

/**
 * Opens a store of questions by its address: `memory` for one process, `redis://host:6379` (a Redis 8) for a fleet.
 *
 * @throws TypeError for any other address
 */
export function openQuestionStore(address: string): QuestionStore {
  const opener = OPENERS.find(([pattern]) => pattern.test(address))
  if (opener === undefined) {
    throw new TypeError(
      `the store of a semantic cache must be "memory" or "redis://<host>:<port>", got ${JSON.stringify(address)}`,
    )
  }
  return opener[1](address)
}
