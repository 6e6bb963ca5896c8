import { createHash } from 'node:crypto'
import type { CacheQuestion } from '../../cache/answer-cache.ts'
import type { FeatureCachePolicy } from '../../cache/cache-policy.ts'
import type { AnswerFormat } from '../../cache/format/answer-format.ts'
import { answerKey } from '../../cache/key/answer-key.ts'
import type { Embedder } from '../embedder.ts'
import type { RequestBody } from '../../http/wire-call.ts'

/**
 * Partition: all calls that are the same but for their question: of one tenant and feature, with one model, system prompt, set of
 * tools and form of the answer, and embedded by one embedder. Questions of two partitions are never compared.
 */
export function partitionOf(
  question: CacheQuestion,
  rest: RequestBody,
  policy: FeatureCachePolicy,
  format: AnswerFormat,
  { id }: Embedder,
): string {
  const blank: CacheQuestion = { ...question, call: { ...question.call, body: rest } }
  const key = answerKey({ question: blank, policy, format })
  return createHash('sha256').update(`${key} ${id}`).digest('base64url').slice(0, 22)
}
