import type { Complexity, TaskClassifier } from './model-choice.ts'

/** Words and phrases that tell how hard a task is. */
export interface Keywords {
  readonly complex?: readonly string[]
  readonly medium?: readonly string[]
}

/** English words of tasks that need thought, and of those that need some. */
const ENGLISH: Keywords = {
  complex: [
    'analyze',
    'analyse',
    'compare',
    'evaluate',
    'synthesize',
    'code review',
    'review',
    'debug',
    'architecture',
  ],
  medium: ['explain', 'summarize', 'summarise', 'describe', 'list', 'write code', 'translate'],
}

/**
 * A classifier by keywords: `complex` where the text has one of those, else `medium` where it has one of these, else `simple`.
 * Whole words count, in any case. It is quick and knows nothing: "analyze 2+2" is complex to it. Judge its answers by the
 * quality hook of `withModelChoice`, or write a better one.
 *
 * @example
 * ```ts
 * import { keywordClassifier } from '@costspan/guard'
 *
 * const classify = keywordClassifier()
 * console.log(classify({ text: 'Compare these two contracts', feature: 'qa', model: 'gpt-4o' })) // complex
 * ```
 *
 * @throws TypeError when a list has something else than words
 */
export function keywordClassifier(keywords: Keywords = ENGLISH): TaskClassifier {
  const patterns = (['complex', 'medium'] as const).map((complexity): readonly [Complexity, RegExp] => [
    complexity,
    patternOf(complexity, keywords[complexity] ?? []),
  ])
  return ({ text }) => patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'simple'
}

function patternOf(complexity: Complexity, words: unknown): RegExp {
  if (!isWords(words)) {
    throw new TypeError(`classify.${complexity} must be a list of words, got ${JSON.stringify(words)}`)
  }
  const escaped = words.map((word) =>
    word
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  )
  // An empty list matches nothing.
  return words.length === 0 ? /(?!)/ : new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu')
}

function isWords(words: unknown): words is readonly string[] {
  return Array.isArray(words) && words.every((word) => typeof word === 'string' && word.trim() !== '')
}
