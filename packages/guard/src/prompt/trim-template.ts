import { shown } from '../budget/shown.ts'
import { type CountTokens, estimateTokens } from '../tokens/estimate-tokens.ts'
import { type Template, templateText } from './template.ts'
import { type TextChange, trimText, WORDY_PHRASES } from './trim-text.ts'

/** How a template is trimmed. */
export interface TrimTemplateOptions {
  /** The model that reads it, whose vocabulary decides what a change saves. Default: `gpt-4o`. */
  readonly model?: string
  /** See `estimateTokens`. */
  readonly countTokens?: CountTokens
  /** What to replace, and by what. Default: a short list of phrases that ask politely. */
  readonly phrases?: Readonly<Record<string, string>>
}

/** A template in fewer tokens. */
export interface TrimmedTemplate {
  /** The prompt with its values filled in. */
  readonly text: string
  readonly template: Template
  readonly tokensBefore: number
  readonly tokensAfter: number
  /** Each change that was made, so that a person can look at them before they are used. */
  readonly changes: readonly TextChange[]
}

/**
 * Shortens the application's own text in a template, and shows what it changed and saved. What is filled in is never touched,
 * nor is what means something as it is written: code, quotations, tables, indented lines. A shorter prompt may be answered
 * otherwise, so look at the changes, and at the answers.
 *
 * @example
 * ```ts
 * import { template, trimTemplate } from '@costspan/guard'
 *
 * const question = 'Why is the sky blue?'
 * const prompt = template`Could you please answer the following question: ${question}`
 * const { text, tokensBefore, tokensAfter } = await trimTemplate(prompt)
 * console.log(text) // Answer the following question: Why is the sky blue?
 * ```
 *
 * @throws TypeError when the prompt is no template, or the phrases are none
 */
export async function trimTemplate(prompt: Template, options: TrimTemplateOptions = {}): Promise<TrimmedTemplate> {
  const { model = 'gpt-4o', countTokens, phrases = WORDY_PHRASES } = options
  if (!isTemplate(prompt)) {
    throw new TypeError(`trimTemplate takes what template\`...\` declares, got ${shown(prompt)}`)
  }
  if (!isPhrases(phrases)) {
    throw new TypeError(`phrases must be texts by the phrases that they replace, got ${shown(phrases)}`)
  }
  const { strings, changes } = trimText(prompt.strings, phrases)
  const trimmed: Template = { strings, values: prompt.values }
  const count = async (counted: Template): Promise<number> => {
    const settings = { model, ...(countTokens !== undefined && { countTokens }) }
    return (await estimateTokens(templateText(counted), settings)).textTokens
  }
  const [tokensBefore, tokensAfter] = await Promise.all([count(prompt), count(trimmed)])
  return {
    text: templateText(trimmed),
    template: trimmed,
    tokensBefore,
    tokensAfter,
    changes,
  }
}

function isTemplate(prompt: unknown): prompt is Template {
  if (typeof prompt !== 'object' || prompt === null) return false
  const { strings, values } = prompt as Partial<Template>
  return [strings, values].every((list) => Array.isArray(list) && list.every((text) => typeof text === 'string'))
}

function isPhrases(phrases: unknown): boolean {
  if (typeof phrases !== 'object' || phrases === null) return false
  return Object.entries(phrases).every(([before, after]) => before !== '' && typeof after === 'string')
}
