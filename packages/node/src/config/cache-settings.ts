import type { FeatureCacheOptions } from '@costspan/guard'

/** Which answers are kept to be given again, and where; see `ExactCacheOptions` of `@costspan/guard`. */
export interface CacheSettings {
  /** The features whose answers are kept, by name; `*` is all others. A feature that is not here has no cache. */
  readonly features: Readonly<Record<string, FeatureCacheOptions>>
  /** `memory` for each process by itself, `redis://host:6379` for a fleet. Default: memory. */
  readonly store?: string
  /** What the answers in memory may take, in megabytes. Default: 64. */
  readonly maxMegabytes?: number
  /** The largest answer that is kept, in kilobytes. Default: 1024. */
  readonly maxEntryKilobytes?: number
  /** How long a call waits for another one that asks the same, in seconds. Default: 30. */
  readonly waitSeconds?: number
  /** How long to wait for the store before a call goes to its provider, in milliseconds. Default: 100. */
  readonly storeTimeoutMillis?: number
  /** Encrypts what is kept. Default: it is not encrypted. */
  readonly encryption?: CacheEncryptionSettings
}

/** The keys of a cache: the first encrypts, all decrypt. To change keys, put a new one in front. */
export interface CacheEncryptionSettings {
  readonly keys: readonly CacheKeySettings[]
}

/** One key, which is in the environment and never in a file. */
export interface CacheKeySettings {
  /** Its name, which is written beside what it encrypts. */
  readonly id: string
  /** The variable of the environment that holds its 32 bytes in base64. */
  readonly env: string
}
