import type { RequestBody } from '../http/wire-call.ts'
import { messageRole } from '../prompt/message-role.ts'

/** The text of the last message of the user, in the formats of OpenAI, Anthropic and Gemini; empty where there is none. */
export function lastUserText(body: RequestBody): string {
  const conversation = body['messages'] ?? body['input'] ?? body['contents'] ?? body['prompt']
  if (typeof conversation === 'string') return conversation
  const messages: readonly unknown[] = Array.isArray(conversation) ? conversation : []
  return textOf(messages.findLast((message) => messageRole(message) === 'user'))
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join('\n')
  if (typeof value !== 'object' || value === null) return ''
  const { text, content, parts } = value as Readonly<Record<string, unknown>>
  return textOf(text ?? content ?? parts)
}
