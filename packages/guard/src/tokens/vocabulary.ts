import { TOKEN_FACTORS, type TokenFactor } from './data/token-factors.ts'
import type { TextKind } from './text-kind.ts'

/**
 * Vocabulary: how the models of one family cut a text into tokens. Those of OpenAI are published and counted with. Others are
 * estimated: a text has so many times the tokens that `o200k_base` has for it, a factor that was measured where the vocabulary,
 * or that of the open models of the same maker, is published.
 */
export interface Vocabulary {
  readonly name: string
  /** True where the count itself holds, and nothing is estimated. */
  readonly isPublished: boolean
  /** How many tokens stand for one of `o200k_base`. */
  readonly factors: Readonly<Record<TextKind, TokenFactor>>
}

/** Models by their names, wherever they are served. */
const FAMILIES: readonly (readonly [model: RegExp, vocabulary: string])[] = [
  [
    /(?:^|[/.:])(?:gpt-(?!oss)|chatgpt-|o[134](?:-|$)|codex-|computer-use|text-embedding-|davinci|babbage|ft:gpt)/,
    'openai',
  ],
  [/gpt-oss/, 'openai'],
  [/claude-(?:opus-4-[7-9]|(?:opus|sonnet|haiku)-(?:[5-9]|\d{2,})(?:-|$)|fable|mythos)/, 'claude-4.7'],
  [/claude/, 'claude'],
  [/gemini|gemma/, 'gemini'],
  [/llama-?[34]/, 'llama-3'],
  [/deepseek/, 'deepseek-v3'],
  [/qwen|qwq/, 'qwen-3'],
  [/mistral|mixtral|ministral|codestral|magistral|devstral|pixtral/, 'mistral'],
]

const EXACT: TokenFactor = { factor: 1, errorPercent: 0 }
const UNMEASURED: TokenFactor = { factor: 1, errorPercent: undefined }

/** The vocabulary of a model; that of an unknown model is taken for OpenAI's, with an error that nobody has measured. */
export function vocabularyOf(model: string): Vocabulary {
  const name = FAMILIES.find(([pattern]) => pattern.test(model.toLowerCase()))?.[1] ?? 'unknown'
  if (name === 'openai') return { name, isPublished: true, factors: { ascii: EXACT, latin: EXACT, other: EXACT } }
  const factors = TOKEN_FACTORS[name]
  return { name, isPublished: false, factors: factors ?? { ascii: UNMEASURED, latin: UNMEASURED, other: UNMEASURED } }
}
