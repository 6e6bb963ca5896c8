import type { SemanticFeatureOptions } from '@costspan/guard'
import type { CacheEncryptionSettings } from './cache-settings.ts'

/** Which questions are compared by their meaning, and by what; see `SemanticCacheOptions` of `@costspan/guard`. */
export interface SemanticCacheSettings {
  /** The features whose questions are compared, by name; `*` is all others. A feature that is not here has no such cache. */
  readonly features: Readonly<Record<string, SemanticFeatureOptions>>
  /** What turns questions into vectors: the embeddings of OpenAI, or of whoever speaks like it. */
  readonly embedder: EmbedderSettings
  /**
   * Asked where the words of two questions do not tell: a chat model behind the same API. Default: none, and they are two
   * questions.
   */
  readonly judge?: JudgeSettings
  /** `memory` for each process by itself, `redis://host:6379` (a Redis 8) for a fleet. Default: memory. */
  readonly store?: string
  /** How long to wait for the embedder, in milliseconds. Default: 1,000. */
  readonly embedTimeoutMillis?: number
  /** How long to wait for the judge, in milliseconds. Default: 3,000. */
  readonly judgeTimeoutMillis?: number
  /** How long to wait for the store, in milliseconds. Default: 100. */
  readonly storeTimeoutMillis?: number
  /** Encrypts questions and answers; vectors are not encrypted. Default: they are not encrypted. */
  readonly encryption?: CacheEncryptionSettings
}

/** A chat model that judges. */
export interface JudgeSettings {
  readonly model: string
}

/** A model of embeddings, called by the package `openai` that the application has installed. */
export interface EmbedderSettings {
  readonly model: string
  readonly dimensions?: number
  /** Where the API is. Default: OpenAI's. */
  readonly baseUrl?: string
  /** The variable of the environment that holds the API key. Default: `OPENAI_API_KEY`. */
  readonly apiKeyEnv?: string
}
