import { shown } from '../../budget/shown.ts'
import { FORGOTTEN_MILLIS } from '../../cache/store/answer-store.ts'
import { expiringMap } from '../../cache/store/expiring-map.ts'
import type { FoundQuestion, QuestionStore, StoredQuestion } from './question-store.ts'
import { createVectorIndex, type VectorIndex } from './vector-index.ts'

/** How much a process keeps. */
export interface MemoryQuestionStoreOptions {
  /** The most questions of one partition; beyond it, the oldest goes. Default: 20,000, which takes some milliseconds to search. */
  readonly maxQuestions?: number
  /** The most bytes of all vectors and texts; beyond them, the oldest question of all goes. Default: 256 MiB. */
  readonly maxBytes?: number
}

interface Kept extends Omit<StoredQuestion, 'vector'> {
  readonly partition: string
  readonly bytes: number
}

interface Partition {
  readonly index: VectorIndex
  /** Ids in the order in which they came. */
  readonly ids: Set<string>
}

/**
 * Keeps questions in the memory of this process.
 *
 * @throws TypeError when `maxQuestions` or `maxBytes` is no whole number above 0
 */
export function createMemoryQuestionStore(options: MemoryQuestionStoreOptions = {}): QuestionStore {
  const { maxQuestions = 20_000, maxBytes = 256 * 1024 * 1024 } = options
  for (const [name, value] of Object.entries({ maxQuestions, maxBytes })) {
    if (!Number.isSafeInteger(value) || value <= 0) {
      throw new TypeError(`${name} must be a whole number above 0, got ${shown(value)}`)
    }
  }
  const partitions = new Map<string, Partition>()
  /** By partition and id, in the order in which they came. */
  const kept = new Map<string, Kept>()
  const forgottenAt = expiringMap<number>()
  let bytes = 0

  function drop(key: string): void {
    const question = kept.get(key)
    if (question === undefined) return
    kept.delete(key)
    bytes -= question.bytes
    const partition = partitions.get(question.partition)
    partition?.index.remove(question.id)
    partition?.ids.delete(question.id)
    if (partition?.ids.size === 0) partitions.delete(question.partition)
  }

  function partitionOf(name: string, dimensions: number): Partition {
    const known = partitions.get(name)
    if (known !== undefined) return known
    const made: Partition = { index: createVectorIndex(dimensions), ids: new Set() }
    partitions.set(name, made)
    return made
  }

  return {
    async nearest(name, { vector, count, minSimilarity, atMillis }) {
      const partition = partitions.get(name)
      // Those that have expired are taken out, and make room for others behind them.
      for (;;) {
        const found = partition?.index.nearest(vector, count, minSimilarity) ?? []
        const expired = found.filter(({ id }) => (kept.get(keyOf(name, id))?.expiresAtMillis ?? 0) <= atMillis)
        if (expired.length === 0) {
          return found.map(({ id, similarity }): FoundQuestion => {
            return { id, similarity, sealed: kept.get(keyOf(name, id))?.sealed ?? '' }
          })
        }
        for (const { id } of expired) drop(keyOf(name, id))
      }
    },
    async add(name, { vector, ...question }) {
      if (question.tags.some((tag) => (forgottenAt.get(tag) ?? -Infinity) >= question.sinceMillis)) return
      const key = keyOf(name, question.id)
      drop(key)
      const partition = partitionOf(name, vector.length)
      const size = vector.byteLength + 2 * question.sealed.length
      kept.set(key, { ...question, partition: name, bytes: size })
      bytes += size
      partition.index.add(question.id, vector)
      partition.ids.add(question.id)
      const [oldest] = partition.ids
      if (partition.ids.size > maxQuestions && oldest !== undefined) drop(keyOf(name, oldest))
      for (const old of kept.keys()) {
        if (bytes <= maxBytes) break
        drop(old)
      }
    },
    async remove(name, id) {
      drop(keyOf(name, id))
    },
    async forget(tag, atMillis) {
      forgottenAt.set(tag, atMillis, FORGOTTEN_MILLIS)
      const keys = [...kept].filter(([, { tags }]) => tags.includes(tag)).map(([key]) => key)
      for (const key of keys) drop(key)
      return keys.length
    },
    async close() {
      partitions.clear()
      kept.clear()
      bytes = 0
    },
  }
}

function keyOf(partition: string, id: string): string {
  return `${partition} ${id}`
}
