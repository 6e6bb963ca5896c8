import type { AnswerFormat } from './answer-format.ts'
import { objectsAt } from './json-at.ts'

/** https://platform.openai.com/docs/api-reference/embeddings, seen 2026-11. They are never streamed, and nothing in them is drawn. */
export const openaiEmbeddings: AnswerFormat = {
  paths: ['/embeddings'],
  unshaping: ['user'],
  bypassReason: () => undefined,
  temperature: () => 0,
  judge: (whole) => (objectsAt(whole['data']).length > 0 && whole['error'] === undefined ? 'complete' : 'unfit'),
  isLast: () => false,
  fold: () => undefined,
  unfold: (whole) => [whole],
  write: (items) => JSON.stringify(items[0]),
  streamType: () => 'application/json',
}
