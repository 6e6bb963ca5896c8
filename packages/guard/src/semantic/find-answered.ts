import { within } from '../failure/within.ts'
import type { AnswerFormat } from '../cache/format/answer-format.ts'
import { answerText } from '../cache/replay/answer-text.ts'
import { judgedSame, type Judge } from './judge.ts'
import { compareQuestions } from './lexical/compare-questions.ts'
import type { AnsweredQuestion, QuestionCodec } from './sealed-question.ts'
import type { SemanticPolicy } from './semantic-policy.ts'
import type { QuestionStore } from './store/question-store.ts'

/** The nearest questions that are compared by their words. */
const CANDIDATES = 8

/** What finding an answer needs beside the question. */
export interface FindingTools {
  readonly store: QuestionStore
  readonly codec: QuestionCodec
  readonly judge: Judge | undefined
  readonly judgeTimeoutMillis: number
  readonly storeTimeoutMillis: number
}

/** A question with the place that it is looked for in. */
export interface PlacedQuestion {
  readonly partition: string
  readonly text: string
  readonly vector: Float32Array
  readonly format: AnswerFormat
}

/**
 * The answered question of the partition that asks the same. Its words decide; the judge is asked about the nearest one of those
 * that the words leave open. What cannot be read is removed.
 */
export async function findAnswered(
  { partition, text, vector, format }: PlacedQuestion,
  { threshold, synonyms }: SemanticPolicy,
  { store, codec, judge, judgeTimeoutMillis, storeTimeoutMillis }: FindingTools,
  atMillis: number,
): Promise<AnsweredQuestion | undefined> {
  const search = { vector, count: CANDIDATES, minSimilarity: threshold, atMillis }
  const found = await within(store.nearest(partition, search), storeTimeoutMillis, 'the store of questions')
  let open: AnsweredQuestion | undefined
  for (const { id, sealed } of found) {
    const known = codec.open(partition, sealed, atMillis)
    if (known === undefined) {
      void store.remove(partition, id).catch(() => {})
      continue
    }
    const { verdict } = compareQuestions(text, known.question, synonyms)
    if (verdict === 'same') return known
    if (verdict === 'unsure') open ??= known
  }
  if (open === undefined) return undefined
  const pair = { asked: text, known: open.question, answer: answerText(open, format) }
  return (await judgedSame(judge, pair, judgeTimeoutMillis)) ? open : undefined
}
