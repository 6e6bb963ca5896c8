import { createHash } from 'node:crypto'
import type { CachedAnswer } from '../cache/cached-answer.ts'
import { createEntryCodec } from '../cache/entry/entry-codec.ts'
import { createEntrySeal, type EncryptionKey } from '../cache/entry/entry-seal.ts'

/** A question with its answer. */
export interface AnsweredQuestion extends CachedAnswer {
  readonly question: string
}

/** Turns answered questions into the text that a store keeps, and back. */
export interface QuestionCodec {
  seal(partition: string, answered: AnsweredQuestion, expiresAtMillis: number): string
  /** Undefined for text that is damaged, forged, of another partition, or expired. */
  open(partition: string, sealed: string, atMillis: number): AnsweredQuestion | undefined
}

export function createQuestionCodec(keys: readonly EncryptionKey[] | undefined): QuestionCodec {
  const codec = createEntryCodec(keys && createEntrySeal(keys))
  return {
    seal: (partition, answered, expires) => Buffer.from(codec.encode(partition, answered, expires)).toString('base64'),
    open(partition, sealed, atMillis) {
      const answer = codec.decode(partition, Buffer.from(sealed, 'base64'), atMillis)
      return answer !== undefined && 'question' in answer && typeof answer.question === 'string'
        ? { ...answer, question: answer.question }
        : undefined
    },
  }
}

/** The id of a question in its partition. */
export function questionId(question: string): string {
  return createHash('sha256').update(question).digest('base64url').slice(0, 22)
}
