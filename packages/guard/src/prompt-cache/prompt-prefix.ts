/**
 * Prompt prefix: what a request begins with, in the order in which providers cache it: tools, then the system prompt, then the
 * messages. A provider reads from its cache as many of these as are the same as in a call before, from the first one on.
 */
import { objectAt } from '../cache/format/json-at.ts'
import type { RequestBody } from '../http/wire-call.ts'

export type PrefixPart = 'tools' | 'system' | 'messages'

/** One tool, block of the system prompt, or message. */
export interface PrefixSegment {
  readonly part: PrefixPart
  /** Where it stands: `tools[2]`. */
  readonly place: string
  readonly text: string
  /** How long the provider is asked to keep the prefix up to here; undefined where it is not marked. */
  readonly keptMillis: number | undefined
}

const FIVE_MINUTES = 300_000
const HOUR = 3_600_000

/** The prefix of a request in the format of Anthropic, OpenAI (chat and responses) or Google. */
export function promptPrefix(body: RequestBody): readonly PrefixSegment[] {
  const messages = listOf(body['messages'] ?? body['input'] ?? body['contents'])
  const isInstruction = (message: unknown): boolean => INSTRUCTING_ROLES.has(objectAt(message)['role'])
  const first = messages.findIndex((message) => !isInstruction(message))
  const leading = first < 0 ? messages : messages.slice(0, first)
  const system = body['system'] ?? body['instructions'] ?? body['systemInstruction'] ?? body['system_instruction']
  return [
    ...segments('tools', listOf(body['tools'])),
    ...segments('system', [...listOf(system), ...leading]),
    ...segments('messages', messages.slice(leading.length)),
  ]
}

const INSTRUCTING_ROLES: ReadonlySet<unknown> = new Set(['system', 'developer'])

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function segments(part: PrefixPart, values: readonly unknown[]): readonly PrefixSegment[] {
  return values.map((value, index) => {
    let keptMillis: number | undefined
    // A mark says how the prefix is kept, and is none of it.
    const text = JSON.stringify(value, (key, each: unknown) => {
      if (key !== 'cache_control') return each
      keptMillis = Math.max(keptMillis ?? 0, objectAt(each)['ttl'] === '1h' ? HOUR : FIVE_MINUTES)
      return undefined
    })
    return { part, place: `${part}[${index}]`, text: text ?? '', keptMillis }
  })
}
