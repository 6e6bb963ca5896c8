import { shown } from '../budget/shown.ts'
import type { FeatureCacheOptions } from './cache-policy.ts'
import type { EncryptionKey } from './entry/entry-seal.ts'
import type { AnswerStore } from './store/answer-store.ts'

/** How a cache of answers is made. */
export interface ExactCacheOptions {
  /** The features whose answers are kept, by name; `*` is all others. A feature that is not here has no cache. */
  readonly features: Readonly<Record<string, FeatureCacheOptions>>
  /** Where answers are kept. Default: the memory of this process. */
  readonly store?: AnswerStore
  /** Encrypts what is kept (AES-256-GCM): the first key seals, all open. Default: not encrypted. */
  readonly encryption?: { readonly keys: readonly EncryptionKey[] }
  /** The largest answer that is kept, in bytes. Default: 1 MiB. */
  readonly maxEntryBytes?: number
  /** How long a call waits for another one that asks the same, in milliseconds. Default: 30,000. */
  readonly waitMillis?: number
  /** How long to wait for a shared store before the call goes to its provider, in milliseconds. Default: 100. */
  readonly storeTimeoutMillis?: number
  /** The time, for tests. Default: `Date.now`. */
  readonly now?: () => number
}

/** The numbers with their defaults. */
export type ExactCacheSettings = Required<Pick<ExactCacheOptions, keyof typeof DEFAULTS | 'now'>>

const DEFAULTS = { maxEntryBytes: 1_048_576, waitMillis: 30_000, storeTimeoutMillis: 100 } as const

/** @throws TypeError naming the option, its value and what was expected */
export function exactCacheSettings(options: ExactCacheOptions): ExactCacheSettings {
  const settings = { ...DEFAULTS, now: Date.now, ...options }
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    const value: unknown = settings[name]
    if (typeof value !== 'number' || !(value > 0 && value <= 2 ** 31 - 1)) {
      throw new TypeError(`${name} must be a number above 0, got ${shown(value)}`)
    }
  }
  return settings
}
