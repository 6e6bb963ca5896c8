/**
 * Answer cache: keeps answers of providers, and gives one again for a call that asks the same. `guardedFetch` asks its caches
 * before it asks the budgets, so that a hit needs no budget, and hands each complete answer to those that missed it.
 */
import type { CostContext } from '@costspan/cost'
import type { WireCall } from '../http/wire-call.ts'
import type { CacheControl } from './cache-control.ts'
import type { CachedAnswer } from './cached-answer.ts'

/** One kind of cache: exact, or by meaning. */
export interface AnswerCache {
  /** Looks for the answer of a call. Never rejects: what goes wrong inside is a `bypass`. */
  lookup(question: CacheQuestion): Promise<CacheFinding>
  /** Removes answers. Rejects when the store cannot: who erases must know. Gives how many were removed. */
  forget(what: ForgottenAnswers): Promise<number>
  close(): Promise<void>
}

/** A call, as a cache is asked for it. */
export interface CacheQuestion {
  readonly call: WireCall
  readonly url: URL
  /** The headers of the request. */
  readonly headers: Headers
  readonly context: CostContext
  /** What the application wants of caches for this call. */
  readonly control: CacheControl
  /** Ends any waiting for another call's answer. */
  readonly signal: AbortSignal | undefined
  readonly atMillis: number
}

/** What a cache knows of a call. */
export type CacheFinding = CacheOff | CacheBypass | CacheHit | CacheMiss

/** The feature of the call has no such cache: nothing is noted. */
export interface CacheOff {
  readonly result: 'off'
}

/** The feature has a cache, and this call is none that it may answer or keep. */
export interface CacheBypass {
  readonly result: 'bypass'
  /** Why, in a few words for `costspan.cache.bypass_reason`. */
  readonly reason: string
}

/** The cache has the answer. */
export interface CacheHit {
  readonly result: 'exact' | 'semantic'
  readonly answer: CachedAnswer
}

/** The call goes to its provider. `keep` or `drop` is called, once, when it is over. */
export interface CacheMiss {
  readonly result: 'miss'
  /** Whether the application waits for the answer just now; an answer that it has and does not read may take for ever. */
  reading?(isReading: boolean): void
  /** The answer is complete and fit to be given again. What this cache does not want to keep it leaves. */
  keep(answer: CachedAnswer): void
  /** There is no such answer: the call failed or was refused (`failed`), or its answer must not be kept (`unfit`). */
  drop(why: 'failed' | 'unfit'): void
}

/** Answers that go: those that carry a tag, or those to calls of one user (of one tenant, if that is named). */
export type ForgottenAnswers =
  | { readonly tag: string }
  | { readonly user: string; readonly tenant?: string }
  | { readonly tenant: string }
