/**
 * Answer store: where a cache keeps its answers, as bytes that it does not understand. What expires, or is evicted, is simply not
 * there any more.
 */
export interface AnswerStore {
  /** Whether other processes share it, so that a call may wait for the answer of another process. */
  readonly isShared: boolean
  get(key: string): Promise<Uint8Array | undefined>
  /**
   * Keeps an entry, unless one of its tags was forgotten since the call began that it answers: who erases must not find the
   * answer of a call that was under way.
   */
  set(key: string, bytes: Uint8Array, options: KeepOptions): Promise<void>
  delete(key: string): Promise<void>
  /** Removes all entries with a tag. Gives how many there were. */
  forget(tag: string, atMillis: number): Promise<number>
  /** Who works on the answer of this key: `token`, for so long, unless somebody else does already. */
  claim(key: string, token: string, millis: number): Promise<string>
  /** Ends the work of `token`. `next` is who claims it for so long now: a word that others know, such as that nobody is to wait. */
  yield(key: string, token: string, next?: { readonly token: string; readonly millis: number }): Promise<void>
  close(): Promise<void>
}

/** How an entry is kept. */
export interface KeepOptions {
  readonly ttlMillis: number
  readonly tags: readonly string[]
  /** When the call began. */
  readonly sinceMillis: number
}

/** How long it is known that a tag was forgotten: longer than calls take. */
export const FORGOTTEN_MILLIS = 3_600_000

/** How far the clocks of two processes may be apart. */
export const CLOCK_SKEW_MILLIS = 60_000
