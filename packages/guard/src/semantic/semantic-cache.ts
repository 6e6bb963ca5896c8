import { diag } from '@opentelemetry/api'
import type { AnswerCache, CacheFinding, CacheMiss, CacheQuestion } from '../cache/answer-cache.ts'
import { bypassReason } from '../cache/bypass-reason.ts'
import type { CachedAnswer } from '../cache/cached-answer.ts'
import { answerFormat } from '../cache/format/answer-formats.ts'
import { answerTags, forgottenTag } from '../cache/key/answer-tags.ts'
import { answerText } from '../cache/replay/answer-text.ts'
import { within } from '../failure/within.ts'
import { embedTexts } from './embedder.ts'
import { findAnswered, type PlacedQuestion } from './find-answered.ts'
import { askedQuestion } from './question/asked-question.ts'
import { partitionOf } from './question/partition-of.ts'
import { unfitQuestion } from './question/unfit-question.ts'
import { isOverhead } from './run-as-overhead.ts'
import { restAfterFailure } from './rest-after-failure.ts'
import { type AnsweredQuestion, createQuestionCodec, questionId } from './sealed-question.ts'
import type { SemanticCacheOptions } from './semantic-options.ts'
import { readSemanticPolicies, type SemanticPolicy } from './semantic-policy.ts'
import { semanticSettings } from './semantic-settings.ts'
import { sameByEmbedder } from './shadow/compare-answers.ts'
import { countFalseHits, type FalseHitRate } from './shadow/false-hits.ts'
import { observeFalseHits } from './shadow/false-hit-metrics.ts'
import { createMemoryQuestionStore } from './store/memory-question-store.ts'

/** A cache that finds answers by the meaning of questions, and measures how often that was wrong. */
export interface SemanticCache extends AnswerCache {
  /** The rates of false hits by feature, for those that had a hit compared. */
  falseHitRates(): readonly FalseHitRate[]
}

/**
 * Makes a cache that answers a question with the answer to one that asks the same in other words.
 *
 * Calls are compared only where all but the question is the same, and found by their embeddings; what decides is the comparison
 * of their words, for which a number, a negation or a name that differs is another question. For a share of the hits the provider
 * is asked all the same: where too many answers differ, the cache of that feature switches itself off.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { createCallGuard, createGuard, createSemanticCache, guardedFetch, openaiEmbedder } from '@costspan/guard'
 *
 * const embedder = openaiEmbedder(new OpenAI({ apiKey: 'key' }), { model: 'text-embedding-3-small' })
 * const cache = createSemanticCache({ embedder, features: { faq: { scope: 'global', anyTemperature: true } } })
 * const fetch = guardedFetch(undefined, createCallGuard(createGuard({ budgets: [] }), { caches: [cache] }))
 * console.log(typeof fetch)
 * ```
 *
 * @throws TypeError for an option that is wrong, naming it, its value and what was expected
 */
export function createSemanticCache(options: SemanticCacheOptions): SemanticCache {
  const settings = semanticSettings(options)
  const { embedder, judge, random, embedTimeoutMillis, storeTimeoutMillis } = settings
  const { store = createMemoryQuestionStore(), sameAnswer = sameByEmbedder(embedder) } = options
  const policyOf = readSemanticPolicies(options.features)
  const codec = createQuestionCodec(options.encryption?.keys)
  const falseHits = countFalseHits()
  const rest = restAfterFailure()
  /** A gauge without a value is not made: the provider of metrics may be registered after the cache is. */
  let shownRates: (() => void) | undefined

  async function find(question: CacheQuestion): Promise<CacheFinding> {
    const policy = policyOf(question.context.feature)
    if (policy === undefined || isOverhead() || question.call.operation?.name === 'embeddings') return { result: 'off' }
    const format = answerFormat(question.url.pathname)
    const asked = askedQuestion(question.call.body)
    const reason =
      bypassReason(question, policy.cache, format) ??
      unfitQuestion(asked, policy.maxTurns) ??
      (falseHits.isOff(featureOf(question)) ? 'too many of its hits were false' : undefined) ??
      (rest.isOver(question.atMillis) ? undefined : 'its embedder or its store does not answer')
    if (reason !== undefined || format === undefined || asked === undefined) {
      return { result: 'bypass', reason: reason ?? '' }
    }
    const embedded = embedTexts(embedder, [asked.text])
    const [vector = new Float32Array()] = await within(embedded, embedTimeoutMillis, `the embedder ${embedder.id}`)
    const partition = partitionOf(question, asked.rest, policy.cache, format, embedder)
    const place = { partition, text: asked.text, vector, format }
    const known =
      question.control.mode === 'refresh'
        ? undefined
        : await findAnswered(place, policy, { ...settings, store, codec, judge }, question.atMillis)
    if (known === undefined) return missOf(place, question, policy, undefined)
    if (random() >= policy.shadowShare) return { result: 'semantic', answer: known }
    // The application gets what the provider says now, and pays what it would have paid without a cache: no overhead, and no saving.
    return missOf(place, question, policy, known)
  }

  function missOf(
    place: PlacedQuestion,
    question: CacheQuestion,
    policy: SemanticPolicy,
    known: AnsweredQuestion | undefined,
  ): CacheMiss {
    return {
      result: 'miss',
      keep(answer) {
        if (answer.callsTools === true && !policy.cache.toolCalls) return
        void keep(place, question, policy, answer).catch((problem: unknown) => {
          diag.debug('costspan: an answer could not be kept for questions like its own', problem)
        })
        if (known === undefined) return
        void compare(place, known, answer, question, policy).catch((problem: unknown) => {
          diag.debug('costspan: two answers could not be compared', problem)
        })
      },
      drop() {},
    }
  }

  async function keep(
    { partition, text, vector }: PlacedQuestion,
    { context, control, atMillis }: CacheQuestion,
    { cache }: SemanticPolicy,
    answer: CachedAnswer,
  ): Promise<void> {
    const expiresAtMillis = answer.storedAtMillis + (control.ttlSeconds ?? cache.ttlSeconds) * 1_000
    const sealed = codec.seal(partition, { ...answer, question: text }, expiresAtMillis)
    const tags = answerTags(context, control.tags ?? [])
    const entry = { id: questionId(text), vector, sealed, tags, sinceMillis: atMillis, expiresAtMillis }
    const stored = store.add(partition, entry)
    await within(stored, storeTimeoutMillis, 'the store of questions')
  }

  async function compare(
    { format }: PlacedQuestion,
    known: AnsweredQuestion,
    live: CachedAnswer,
    question: CacheQuestion,
    { maxFalseHitRate }: SemanticPolicy,
  ): Promise<void> {
    const isFalse = !(await sameAnswer(answerText(known, format), answerText(live, format)))
    shownRates ??= observeFalseHits(falseHits, options.meterProvider)
    const feature = featureOf(question)
    if (!falseHits.note(feature, isFalse, maxFalseHitRate)) return
    diag.warn(
      `costspan: the semantic cache of ${feature} is off: more than ${maxFalseHitRate * 100} % of its hits were false`,
    )
  }

  return {
    async lookup(question) {
      try {
        return await find(question)
      } catch (problem) {
        if (rest.begin(question.atMillis))
          diag.warn('costspan: the semantic cache failed; calls go to their providers', problem)
        return { result: 'bypass', reason: 'its embedder or its store does not answer' }
      }
    },
    forget: (what) => store.forget(forgottenTag(what), Date.now()),
    close() {
      shownRates?.()
      return store.close()
    },
    falseHitRates: () => falseHits.rates(),
  }
}

function featureOf({ context }: CacheQuestion): string {
  return context.feature ?? 'unattributed'
}
