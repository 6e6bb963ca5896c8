import { diag } from '@opentelemetry/api'
import type { AnswerCache, CacheFinding, CacheMiss, CacheQuestion } from './answer-cache.ts'
import { bypassReason } from './bypass-reason.ts'
import { type FeatureCachePolicy, readCachePolicies } from './cache-policy.ts'
import type { CachedAnswer } from './cached-answer.ts'
import { createEntryCodec } from './entry/entry-codec.ts'
import { createEntryKeeper } from './entry/entry-keeper.ts'
import { createEntrySeal } from './entry/entry-seal.ts'
import { type ExactCacheOptions, exactCacheSettings } from './exact-cache-options.ts'
import { createFlights, type Flight, type FlightEnd } from './flight/flights.ts'
import { type Claim, createSharedClaims } from './flight/shared-claims.ts'
import { answerFormat } from './format/answer-formats.ts'
import { answerKey } from './key/answer-key.ts'
import { answerTags, forgottenTag } from './key/answer-tags.ts'
import { createMemoryAnswerStore } from './store/memory-answer-store.ts'

/**
 * Makes a cache that answers a call with the answer that the very same call was given before. Calls that ask the same at the same
 * time are made once.
 *
 * @example
 * ```ts
 * import { createCallGuard, createExactCache, createGuard, guardedFetch } from '@costspan/guard'
 *
 * const cache = createExactCache({ features: { faq: { scope: 'global', ttlSeconds: 86_400 } } })
 * const fetch = guardedFetch(undefined, createCallGuard(createGuard({ budgets: [] }), { caches: [cache] }))
 * console.log(typeof fetch)
 * ```
 *
 * @throws TypeError for an option that is wrong, naming it, its value and what was expected
 */
export function createExactCache(options: ExactCacheOptions): AnswerCache {
  const settings = exactCacheSettings(options)
  const { now, waitMillis } = settings
  const policyOf = readCachePolicies(options.features)
  const { store = createMemoryAnswerStore(), encryption } = options
  const codec = createEntryCodec(encryption && createEntrySeal(encryption.keys))
  const keeper = createEntryKeeper(store, codec, { ...settings, timeoutMillis: settings.storeTimeoutMillis })
  const flights = createFlights(waitMillis)
  const claims = store.isShared ? createSharedClaims(store, keeper, waitMillis) : undefined
  const finishing = new Set<Promise<void>>()

  async function find(question: CacheQuestion): Promise<CacheFinding> {
    const policy = policyOf(question.context.feature)
    if (policy === undefined) return OFF
    const format = answerFormat(question.url.pathname)
    const reason = bypassReason(question, policy, format)
    if (reason !== undefined || format === undefined) return { result: 'bypass', reason: reason ?? '' }
    if (!keeper.isUsable()) return STORE_DOWN
    const key = answerKey({ question, policy, format })
    return question.control.mode === 'refresh' ? miss(key, question, policy) : answerOrFlight(key, question, policy)
  }

  async function answerOrFlight(
    key: string,
    question: CacheQuestion,
    policy: FeatureCachePolicy,
  ): Promise<CacheFinding> {
    for (let failures = 0; failures < MOST_FAILURES; failures++) {
      const answer = await keeper.read(key)
      if (answer !== undefined) return { result: 'exact', answer }
      const other = flights.find(key)
      if (other === undefined) return lead(key, question, policy)
      const end = await other.wait(question.signal)
      if (end?.outcome === 'answered') return { result: 'exact', answer: end.answer }
      if (end?.outcome !== 'failed') return miss(key, question, policy)
    }
    return miss(key, question, policy)
  }

  /** The first of this process that asks; where others share the store, one of them may have asked before. */
  async function lead(key: string, question: CacheQuestion, policy: FeatureCachePolicy): Promise<CacheFinding> {
    const flight = flights.begin(key)
    try {
      const claim = await claims?.claimOrAnswer(key, question.signal)
      if (claim === undefined || 'token' in claim) return miss(key, question, policy, { flight, claim })
      flight.end(claim)
      return claim.outcome === 'answered' ? { result: 'exact', answer: claim.answer } : miss(key, question, policy)
    } catch (problem) {
      flight.end({ outcome: 'unfit' })
      throw problem
    }
  }

  function miss(
    key: string,
    { context, control, atMillis }: CacheQuestion,
    { ttlSeconds, toolCalls }: FeatureCachePolicy,
    { flight, claim }: { readonly flight?: Flight; readonly claim?: Claim | undefined } = {},
  ): CacheMiss {
    const finish = async (end: FlightEnd): Promise<void> => {
      const kept = end.outcome === 'answered' ? keep(end.answer) : undefined
      flight?.end(end, kept)
      await kept
      if (claim !== undefined) await claims?.giveBack(key, claim, end)
    }
    const keep = (answer: CachedAnswer): Promise<void> => {
      const ttlMillis = jittered((control.ttlSeconds ?? ttlSeconds) * 1_000)
      const tags = answerTags(context, control.tags ?? [])
      return keeper.write(key, answer, { ttlMillis, tags, sinceMillis: atMillis })
    }
    const over = (end: FlightEnd): void => {
      const finished = finish(end).finally(() => finishing.delete(finished))
      finishing.add(finished)
    }
    return {
      result: 'miss',
      ...(flight && { reading: (isReading: boolean) => flight.reading(isReading) }),
      keep(answer) {
        const isKept = answer.callsTools !== true || toolCalls
        over(isKept ? { outcome: 'answered', answer } : { outcome: 'unfit' })
      },
      drop: (why) => over({ outcome: why }),
    }
  }

  return {
    async lookup(question) {
      try {
        return await find(question)
      } catch (problem) {
        diag.debug('costspan: a cache could not be asked', problem)
        return keeper.isUsable() ? UNREADABLE : STORE_DOWN
      }
    },
    forget: (what) => store.forget(forgottenTag(what), now()),
    async close() {
      // Answers that have just come are waited for, in other processes too.
      await Promise.all(finishing)
      await store.close()
    },
  }
}

const OFF = { result: 'off' } as const
const STORE_DOWN = { result: 'bypass', reason: 'the store does not answer' } as const
const UNREADABLE = { result: 'bypass', reason: 'its request could not be read' } as const

/** A provider that fails each of them must not be waited for by a hundred calls one after the other. */
const MOST_FAILURES = 2

/** Answers that came together are not to expire together, because then all would be asked for at once. */
const JITTER = 0.1

function jittered(ttlMillis: number): number {
  return ttlMillis * (1 - JITTER * Math.random())
}
