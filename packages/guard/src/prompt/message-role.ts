import { toolLinks } from './tool-links.ts'

/** Who says something in a conversation; `tool` is also a message of Anthropic's that brings nothing but results of tools. */
export type MessageRole = 'system' | 'user' | 'assistant' | 'tool'

/** The role of a message in the form of OpenAI or Anthropic. What has none is an item that a model gave. */
export function messageRole(message: unknown): MessageRole {
  if (typeof message !== 'object' || message === null) return 'user'
  const { role, type, content } = message as Readonly<Record<string, unknown>>
  if (role === 'system' || role === 'developer') return 'system'
  if (role === 'tool' || role === 'function' || type === 'function_call_output') return 'tool'
  if (role !== 'user') return 'assistant'
  const brings = toolLinks(message).results.length
  return brings > 0 && Array.isArray(content) && content.length === brings ? 'tool' : 'user'
}
