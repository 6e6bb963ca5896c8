import { createSemanticCache, type CacheQuestion, type SemanticCache, type SemanticCacheOptions } from '@costspan/guard'
import { answered } from './asked.ts'

/** A question that was answered, the same in other words, and one of which its words do not tell. */
export const KNOWN = 'How do I reset my password?'
export const ASKED = 'How can I reset my password, please?'
export const UNSURE = 'I forgot my password, how can I change it?'

/** A cache that finds each question near to each other, and whose hits are not compared unless a test wants it. */
export function blindCache({ features, ...options }: Partial<SemanticCacheOptions> = {}): SemanticCache {
  return createSemanticCache({
    features: features ?? { faq: { shadowShare: 0 } },
    embedder: { id: 'blind', embed: async (texts) => texts.map(() => [1, 2, 3]) },
    ...options,
  })
}

/** Answers a question as its provider would. */
export async function answer(cache: SemanticCache, question: CacheQuestion, text = 'Click on Forgot.'): Promise<void> {
  const found = await cache.lookup(question)
  if (found.result !== 'miss') throw new Error(`expected a miss, got ${JSON.stringify(found)}`)
  found.keep(answered(text, question.atMillis))
  await Promise.resolve()
}
