import type { MeterProvider } from '@opentelemetry/api'
import type { FeatureCacheOptions } from '../cache/cache-policy.ts'
import type { EncryptionKey } from '../cache/entry/entry-seal.ts'
import type { Embedder } from './embedder.ts'
import type { Judge } from './judge.ts'
import type { SameAnswer } from './shadow/compare-answers.ts'
import type { QuestionStore } from './store/question-store.ts'

/** How answers of one feature are found by the meaning of its questions, beyond how they are kept. */
export interface SemanticFeatureOptions extends FeatureCacheOptions {
  /**
   * The least cosine between two questions that are compared at all, from 0 to 1. It finds candidates and decides nothing: that
   * does the comparison of their words. Default: 0.8.
   */
  readonly threshold?: number
  /** Groups of words that mean the same in this feature: `[["plan", "subscription"]]`. Default: none. */
  readonly synonyms?: readonly (readonly string[])[]
  /** The most messages of user and assistant that a call may have; those before the last must be the very same. Default: 1. */
  readonly maxTurns?: number
  /** The share of hits for which the provider is asked all the same, to compare the answers, from 0 to 1. Default: 0.05. */
  readonly shadowShare?: number
  /** `shadow` serves no hit, and compares the answers of all. Default: `serve`. */
  readonly mode?: 'serve' | 'shadow'
  /** The rate of false hits above which the cache of the feature switches itself off, from 0 to 1. Default: 0.01. */
  readonly maxFalseHitRate?: number
}

/** How a semantic cache is made. */
export interface SemanticCacheOptions {
  /** The features whose questions are compared, by name; `*` is all others. A feature that is not here has no such cache. */
  readonly features: Readonly<Record<string, SemanticFeatureOptions>>
  /** What turns questions into vectors. */
  readonly embedder: Embedder
  /** Asked where the words of two questions do not tell. Default: none, and they are two questions. */
  readonly judge?: Judge
  /** Whether two answers say the same, for the rate of false hits. Default: by their embeddings, numbers, and yes or no. */
  readonly sameAnswer?: SameAnswer
  /** Where questions are kept with their answers. Default: the memory of this process. */
  readonly store?: QuestionStore
  /** Encrypts what is kept (AES-256-GCM): the first key seals, all open. Vectors are not encrypted. Default: not encrypted. */
  readonly encryption?: { readonly keys: readonly EncryptionKey[] }
  /** How long to wait for the embedder before the call goes to its provider, in milliseconds. Default: 1,000. */
  readonly embedTimeoutMillis?: number
  /** How long to wait for the judge, in milliseconds. Default: 3,000. */
  readonly judgeTimeoutMillis?: number
  /** How long to wait for the store, in milliseconds. Default: 100. */
  readonly storeTimeoutMillis?: number
  /** Where the rates of false hits go. Default: the global meter provider. */
  readonly meterProvider?: MeterProvider
  /** From 0 to below 1, for tests. Default: `Math.random`. */
  readonly random?: () => number
}
