import paraphrases from '../../../fixtures/semantic/paraphrases.json' with { type: 'json' }
import unlike from '../../../fixtures/semantic/must-not-hit.json' with { type: 'json' }

/** Two questions: one that is asked, and one that was answered. */
export interface QuestionPair {
  readonly kind: string
  readonly asked: string
  readonly known: string
}

/** Pairs that ask two things, by what makes them differ. Most are nearer to each other than paraphrases are. */
export const unlikePairs: readonly QuestionPair[] = Object.entries(unlike).flatMap(([kind, pairs]) =>
  pairs.map(([asked = '', known = '']) => ({ kind, asked, known })),
)

/** Pairs that ask one thing, as people ask it. Nothing in them was chosen by what the cache can do. */
export const samePairs: readonly QuestionPair[] = paraphrases.map(([asked = '', known = '']) => ({
  kind: 'paraphrase',
  asked,
  known,
}))
