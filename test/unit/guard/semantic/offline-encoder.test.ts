import type { OfflineEncoder } from '@costspan-test/offline-encoder'
import { loadOfflineEncoder } from '@costspan-test/offline-encoder'
import { createSemanticCache } from '@costspan/guard'
import { beforeAll, describe, expect, it } from 'vitest'
import { answered, cosine, questionOf } from './asked.ts'
import { samePairs, unlikePairs, type QuestionPair } from './question-pairs.ts'

const ENCODING_MILLIS = 60_000

/** Far below what anybody would set, so that nearly every pair reaches the comparison of words. */
const THRESHOLD = 0.5

describe('the semantic cache with a real encoder', () => {
  let vectors: Map<string, readonly number[]>

  beforeAll(async () => {
    const encoder = await loadOfflineEncoder()
    vectors = await encoded(encoder, [...unlikePairs, ...samePairs])
  }, ENCODING_MILLIS)

  it('never answers a question with the answer to another one, in 342 pairs', async () => {
    expect(unlikePairs).toHaveLength(342)
    expect(await hits(unlikePairs)).toEqual([])
  })

  it('answers more than a half of the paraphrases without a judge, and nine of ten with one that says yes', async () => {
    expect(await hits(samePairs)).toHaveLength(46)
    expect(await hits(samePairs, { judge: async () => true })).toHaveLength(76)
  })

  it('loses some of them at higher thresholds, as similarity does', async () => {
    const counts = []
    for (const threshold of [0.95, 0.9, 0.85, 0.8]) counts.push((await hits(samePairs, { threshold })).length)
    expect(counts).toEqual([20, 34, 39, 41])
  })

  it('asks no judge where a number, a negation, a time, an opposite or a quotation differs', async () => {
    const told = unlikePairs.filter(({ kind }) => TOLD_BY_WORDS.has(kind))
    expect(told).toHaveLength(229)
    expect(await hits(told, { judge: async () => true })).toEqual([])
  })

  it('would be wrong at every threshold by similarity alone', () => {
    const above = (pairs: readonly QuestionPair[], threshold: number): number =>
      pairs.filter(({ asked, known }) => cosine(vectorOf(asked), vectorOf(known)) >= threshold).length
    const rates = [0.95, 0.9, 0.85, 0.8].map((threshold) => ({
      threshold,
      falseHits: above(unlikePairs, threshold),
      hits: above(samePairs, threshold),
    }))
    expect(rates).toEqual([
      { threshold: 0.95, falseHits: 124, hits: 23 },
      { threshold: 0.9, falseHits: 202, hits: 47 },
      { threshold: 0.85, falseHits: 259, hits: 58 },
      { threshold: 0.8, falseHits: 298, hits: 65 },
    ])
  })

  /** The pairs of which the one is answered with the answer to the other, each by a cache that holds that one answer. */
  async function hits(
    pairs: readonly QuestionPair[],
    { judge, threshold = THRESHOLD }: { judge?: () => Promise<boolean>; threshold?: number } = {},
  ): Promise<readonly QuestionPair[]> {
    const found: QuestionPair[] = []
    for (const pair of pairs) {
      const cache = createSemanticCache({
        features: { faq: { threshold, shadowShare: 0 } },
        embedder: { id: 'offline', embed: async (texts) => texts.map(vectorOf) },
        ...(judge && { judge }),
      })
      const first = await cache.lookup(questionOf(pair.known))
      // What asks for the moment is not kept at all.
      if (first.result === 'bypass') continue
      if (first.result !== 'miss') throw new Error(`an empty cache gave ${first.result}`)
      first.keep(answered('an answer'))
      const second = await cache.lookup(questionOf(pair.asked))
      if (second.result === 'semantic') found.push(pair)
      await cache.close()
    }
    return found
  }

  function vectorOf(text: string): readonly number[] {
    return vectors.get(text) ?? []
  }
})

const TOLD_BY_WORDS = new Set(['negation', 'numbers', 'units', 'antonyms', 'time', 'quantity', 'code', 'quotes'])

async function encoded(
  encoder: OfflineEncoder,
  pairs: readonly QuestionPair[],
): Promise<Map<string, readonly number[]>> {
  const texts = [...new Set(pairs.flatMap(({ asked, known }) => [asked, known]))]
  const vectors = await encoder.embed(texts)
  return new Map(texts.map((text, index) => [text, vectors[index] ?? []]))
}
