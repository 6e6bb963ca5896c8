import { createTokenCounter, type TokenCounter } from '@costspan/instrumentation/tokens'
import { imageTokens } from './image-tokens.ts'
import { type Prompt, readPrompt } from './read-prompt.ts'
import { textKind } from './text-kind.ts'
import { vocabularyOf } from './vocabulary.ts'

/** How tokens are estimated. */
export interface EstimateTokensOptions {
  /** The model that is to read the prompt. */
  readonly model: string
  /**
   * Counts each text in the model's own vocabulary, such as that of a package or the provider's own counter. Default: OpenAI's
   * vocabulary on a thread of its own, times the factor that was measured for the model's family.
   */
  readonly countTokens?: CountTokens
}

/** Tokens of each text, in their order. */
export type CountTokens = (texts: readonly string[]) => readonly number[] | Promise<readonly number[]>

/** How many tokens a prompt is likely to be. */
export interface TokenEstimate {
  /** The likeliest number, of all the input. */
  readonly tokens: number
  /** What it is at least and at most by the error that was measured; undefined where that is not known. */
  readonly low: number | undefined
  readonly high: number | undefined
  /** Parts of `tokens`: the texts, the pictures, and what the chat format adds for each message. */
  readonly textTokens: number
  readonly imageTokens: number
  readonly overheadTokens: number
  /** The vocabulary that it was counted or estimated for, such as `openai` or `gemini`. */
  readonly vocabulary: string
  /** The most that a text of the measured ones was off, in percent; 0 where the vocabulary is published. */
  readonly errorPercent: number | undefined
  /** What is in the prompt and not in the number: files, sound, earlier answers that it refers to. */
  readonly uncounted: readonly string[]
}

/**
 * How many input tokens a prompt is, before it is sent: texts, messages, tools and pictures. Exact for texts of OpenAI's models
 * (within the few tokens by which tools are shown in another form than their JSON); for others an estimate with its error.
 *
 * @example
 * ```ts
 * import { estimateTokens } from '@costspan/guard'
 *
 * const { tokens } = await estimateTokens('Why is the sky blue?', { model: 'gpt-4o' })
 * console.log(tokens) // 12: six of the text, six of the chat format
 * ```
 *
 * @throws TypeError when the model is missing
 */
export async function estimateTokens(prompt: Prompt, options: EstimateTokensOptions): Promise<TokenEstimate> {
  const { model, countTokens } = options
  if (typeof model !== 'string' || model === '') {
    throw new TypeError(`model must be the name of a model, got ${JSON.stringify(model)}`)
  }
  const { texts, images, messages, uncounted } = readPrompt(prompt)
  const text = await textEstimate(texts, model, countTokens)
  const pictures = images.map((image) => imageTokens(model, image))
  const imageSum = pictures.reduce<number>((sum, tokens) => sum + (tokens ?? 0), 0)
  const overheadTokens = messages * TOKENS_PER_MESSAGE + TOKENS_PER_ANSWER
  const around = imageSum + overheadTokens
  return {
    tokens: text.tokens + around,
    low: text.error === undefined ? undefined : Math.floor(text.tokens * (1 - text.error / 100)) + around,
    high: text.error === undefined ? undefined : Math.ceil(text.tokens * (1 + text.error / 100)) + around,
    textTokens: text.tokens,
    imageTokens: imageSum,
    overheadTokens,
    vocabulary: text.vocabulary,
    errorPercent: text.error,
    uncounted: pictures.includes(undefined) ? [...uncounted, 'image'] : uncounted,
  }
}

/** What the chat format of OpenAI adds; those of others are about as long. See `prompt-text.ts` of the instrumentation. */
const TOKENS_PER_MESSAGE = 3
const TOKENS_PER_ANSWER = 3

interface TextEstimate {
  readonly tokens: number
  readonly error: number | undefined
  readonly vocabulary: string
}

async function textEstimate(
  texts: readonly string[],
  model: string,
  countTokens: CountTokens | undefined,
): Promise<TextEstimate> {
  if (countTokens !== undefined) {
    const counts = await countTokens(texts)
    return { tokens: counts.reduce((sum, count) => sum + count, 0), error: 0, vocabulary: 'own' }
  }
  const vocabulary = vocabularyOf(model)
  const counts = await counterOfProcess().countEach(model, texts)
  // Each text by its own kind: a prompt in English may quote a document in Japanese.
  const parts = texts.map((text, index) => {
    const { factor, errorPercent } = vocabulary.factors[textKind(text)]
    return { tokens: (counts[index] ?? 0) * factor, errorPercent }
  })
  const errors = parts.map(({ errorPercent }) => errorPercent)
  return {
    tokens: Math.round(parts.reduce((sum, { tokens }) => sum + tokens, 0)),
    error: errors.includes(undefined) ? undefined : Math.max(0, ...errors.map((error) => error ?? 0)),
    vocabulary: vocabulary.name,
  }
}

let counter: TokenCounter | undefined

/** One thread for all; it starts at the first count and does not keep the process alive. */
function counterOfProcess(): TokenCounter {
  counter ??= createTokenCounter()
  return counter
}
