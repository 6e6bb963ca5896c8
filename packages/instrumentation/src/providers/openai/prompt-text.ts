import type { PromptText } from '../../provider.ts'

/**
 * What the chat format adds: three tokens a message and three for the start of the answer.
 * https://github.com/openai/openai-cookbook/blob/main/examples/How_to_count_tokens_with_tiktoken.ipynb, seen 2026-11.
 */
const TOKENS_PER_MESSAGE = 3
const TOKENS_PER_ANSWER = 3

/** The text of a list of messages, with the tools that are sent along. Images and audio are not text and are left out. */
export function messagesText(messages: unknown, ...rest: readonly unknown[]): PromptText {
  const texts: unknown[] = []
  const list = Array.isArray(messages) ? messages : [messages]
  for (const message of list) collectText(message, texts)
  for (const each of rest) if (each !== undefined && each !== null) texts.push(each)
  return { texts, overheadTokens: list.length * TOKENS_PER_MESSAGE + TOKENS_PER_ANSWER }
}

/** The form that an answer must have, which the model is shown; chat keeps it a level deeper than the Responses API. */
export function answerSchema(format: unknown): unknown {
  const { type, json_schema: ofChat } = (format ?? {}) as { readonly type?: unknown; readonly json_schema?: unknown }
  if (type !== 'json_schema') return undefined
  const { name, description, schema } = (ofChat ?? format) as Readonly<Record<string, unknown>>
  return { name, description, schema }
}

/** Keys of messages and their parts whose strings the model reads. */
const READ_KEYS = [
  'role',
  'name',
  'content',
  'text',
  'refusal',
  'arguments',
  'output',
  'tool_calls',
  'function',
] as const

function collectText(value: unknown, texts: unknown[]): void {
  if (typeof value === 'string') {
    texts.push(value)
  } else if (Array.isArray(value)) {
    for (const each of value) collectText(each, texts)
  } else if (typeof value === 'object' && value !== null) {
    const part: { readonly [Key in (typeof READ_KEYS)[number]]?: unknown } = value
    for (const key of READ_KEYS) if (part[key] !== undefined) collectText(part[key], texts)
  }
}
