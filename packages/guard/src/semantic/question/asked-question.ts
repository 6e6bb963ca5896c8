import { objectAt, objectsAt } from '../../cache/format/json-at.ts'
import type { RequestBody } from '../../http/wire-call.ts'

/** What a request asks last, apart from all else that shapes its answer. */
export interface AskedQuestion {
  readonly text: string
  /** The body with nothing in the place of the question. */
  readonly rest: RequestBody
  /** Messages of user and assistant, with the question. */
  readonly turns: number
}

/** Where the formats have their messages. */
const MESSAGE_KEYS = ['messages', 'input', 'contents'] as const

/** The last message of a request, where it is the user's and text alone; undefined where it has pictures, files or tool results. */
export function askedQuestion(body: RequestBody): AskedQuestion | undefined {
  const key = MESSAGE_KEYS.find((name) => name in body)
  if (key === undefined) return undefined
  const messages = body[key]
  if (typeof messages === 'string') return { text: messages, rest: { ...body, [key]: '' }, turns: 1 }
  if (!Array.isArray(messages)) return undefined
  const list: readonly unknown[] = messages
  const last = objectAt(list.at(-1))
  const found = last['role'] === 'user' || (key === 'contents' && last['role'] === undefined) ? textOf(last) : undefined
  if (found === undefined) return undefined
  const turns = objectsAt(list).filter(({ role }) => !INSTRUCTING_ROLES.has(role)).length
  return { text: found.text, rest: { ...body, [key]: [...list.slice(0, -1), found.blank] }, turns }
}

const INSTRUCTING_ROLES: ReadonlySet<unknown> = new Set(['system', 'developer'])

/** The text of a message in one of the ways to write it: as a string, or as a list of one part. */
function textOf(message: RequestBody): { text: string; blank: RequestBody } | undefined {
  const { content } = message
  if (typeof content === 'string') return { text: content, blank: { ...message, content: '' } }
  const key = 'parts' in message ? 'parts' : 'content'
  const parts = message[key]
  if (!Array.isArray(parts) || parts.length !== 1) return undefined
  const part = objectAt(parts[0])
  const { text } = part
  if (typeof text !== 'string' || !TEXT_TYPES.has(part['type'])) return undefined
  return { text, blank: { ...message, [key]: [{ ...part, text: '' }] } }
}

const TEXT_TYPES: ReadonlySet<unknown> = new Set(['text', 'input_text', undefined])
