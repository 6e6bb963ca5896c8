import { LRUCache } from 'lru-cache'
import { type AnswerStore, FORGOTTEN_MILLIS } from './answer-store.ts'
import { expiringMap } from './expiring-map.ts'

/** How much a process keeps. */
export interface MemoryAnswerStoreOptions {
  /** What all entries may take, in bytes; the least recently used ones go first. Default: 64 MiB. */
  readonly maxBytes?: number
}

const MEBIBYTE = 1_048_576

/** What an entry takes beside its bytes: its key, its tags and its places in the maps. */
const OVERHEAD_BYTES = 512

interface MemoryEntry {
  readonly bytes: Uint8Array
  readonly tags: readonly string[]
}

/**
 * Keeps answers in the memory of this process.
 *
 * @throws TypeError when `maxBytes` is no whole number above 0
 */
export function createMemoryAnswerStore({ maxBytes = 64 * MEBIBYTE }: MemoryAnswerStoreOptions = {}): AnswerStore {
  if (!Number.isSafeInteger(maxBytes) || maxBytes <= 0) {
    throw new TypeError(`maxBytes must be a whole number of bytes above 0, got ${String(maxBytes)}`)
  }
  const keysOfTag = new Map<string, Set<string>>()
  const forgottenAt = expiringMap<number>()
  const claims = expiringMap<string>()
  const entries = new LRUCache<string, MemoryEntry>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }, key) => bytes.byteLength + key.length + OVERHEAD_BYTES,
    dispose: ({ tags }, key) => untag(key, tags),
  })

  function untag(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = keysOfTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) keysOfTag.delete(tag)
    }
  }

  return {
    isShared: false,
    get: (key) => Promise.resolve(entries.get(key)?.bytes),
    async set(key, bytes, { ttlMillis, tags, sinceMillis }) {
      if (tags.some((tag) => (forgottenAt.get(tag) ?? -Infinity) >= sinceMillis)) return
      entries.set(key, { bytes, tags }, { ttl: ttlMillis })
      // One that is larger than all there is room for was not taken.
      if (!entries.has(key)) return
      for (const tag of tags) {
        const keys = keysOfTag.get(tag) ?? new Set()
        keysOfTag.set(tag, keys.add(key))
      }
    },
    async delete(key) {
      entries.delete(key)
    },
    async forget(tag, atMillis) {
      forgottenAt.set(tag, atMillis, FORGOTTEN_MILLIS)
      const keys = [...(keysOfTag.get(tag) ?? [])]
      // Those that have expired are not counted.
      const live = keys.filter((key) => entries.has(key)).length
      for (const key of keys) entries.delete(key)
      return live
    },
    async claim(key, token, millis) {
      const holder = claims.get(key)
      if (holder !== undefined) return holder
      claims.set(key, token, millis)
      return token
    },
    async yield(key, token, next) {
      if (claims.get(key) !== token) return
      claims.delete(key)
      if (next !== undefined) claims.set(key, next.token, next.millis)
    },
    async close() {
      entries.clear()
      keysOfTag.clear()
    },
  }
}
