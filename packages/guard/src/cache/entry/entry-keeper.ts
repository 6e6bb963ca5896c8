import { diag } from '@opentelemetry/api'
import { within } from '../../failure/within.ts'
import type { CachedAnswer } from '../cached-answer.ts'
import type { AnswerStore, KeepOptions } from '../store/answer-store.ts'
import type { EntryCodec } from './entry-codec.ts'

/** A store of answers that never keeps a call waiting: it is asked for a short time, and after a failure not at all for a while. */
export interface EntryKeeper {
  /** False while the store is left alone after a failure. */
  isUsable(): boolean
  /** Rejects where the store does. An entry that is none is removed. */
  read(key: string): Promise<CachedAnswer | undefined>
  /** What fails is logged: the answer is there all the same. */
  write(key: string, answer: CachedAnswer, options: KeepOptions): Promise<void>
  /** One step of the store, given up after the same time. */
  ask<T>(step: Promise<T>): Promise<T>
}

/** How long a store that failed is left alone. */
const REST_MILLIS = 1_000

export function createEntryKeeper(
  store: AnswerStore,
  codec: EntryCodec,
  { timeoutMillis, maxEntryBytes, now }: { timeoutMillis: number; maxEntryBytes: number; now: () => number },
): EntryKeeper {
  let restsUntil = -Infinity
  // The memory of this process needs no clock beside it.
  const limit = store.isShared ? timeoutMillis : undefined

  async function ask<T>(step: Promise<T>): Promise<T> {
    try {
      return await within(step, limit, 'the store of cached answers')
    } catch (problem) {
      if (restsUntil < now())
        diag.warn('costspan: the store of cached answers failed; calls go to their providers', problem)
      restsUntil = now() + REST_MILLIS
      throw problem
    }
  }

  return {
    isUsable: () => restsUntil <= now(),
    ask,
    async read(key) {
      const bytes = await ask(store.get(key))
      const answer = bytes === undefined ? undefined : codec.decode(key, bytes, now())
      if (bytes !== undefined && answer === undefined) {
        diag.debug('costspan: a cached answer was unreadable and is removed')
        await ask(store.delete(key))
      }
      return answer
    },
    async write(key, answer, options) {
      try {
        const bytes = codec.encode(key, answer, answer.storedAtMillis + options.ttlMillis)
        if (bytes.byteLength <= maxEntryBytes) await ask(store.set(key, bytes, options))
      } catch (problem) {
        diag.debug('costspan: an answer could not be kept', problem)
      }
    },
  }
}
