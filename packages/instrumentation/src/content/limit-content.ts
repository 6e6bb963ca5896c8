import type { ContentMessage, MessagePart } from './call-content.ts'

/**
 * The messages with all their text in at most `maxCharacters`, the last ones first: what was said last says most of what a
 * call was about. What is cut off is counted in its place.
 */
export function limitMessages(messages: readonly ContentMessage[], maxCharacters: number): readonly ContentMessage[] {
  let left = maxCharacters
  const kept: ContentMessage[] = []
  for (const { role, parts } of messages.toReversed()) {
    const limited = limitParts(parts, left)
    left -= limited.characters
    kept.unshift({ role, parts: limited.parts })
  }
  return kept
}

/** The parts with all their text in at most `maxCharacters`, and how many characters that are. */
export function limitParts(
  parts: readonly MessagePart[],
  maxCharacters: number,
): { readonly parts: readonly MessagePart[]; readonly characters: number } {
  let characters = 0
  const limit = (text: string): string => {
    const kept = cut(text, maxCharacters - characters)
    characters += Math.min(text.length, Math.max(0, maxCharacters - characters))
    return kept
  }
  return { parts: parts.map((part) => limitPart(part, limit)), characters }
}

function limitPart(part: MessagePart, limit: (text: string) => string): MessagePart {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { ...part, content: limit(part.content) }
    case 'tool_call':
      return part.arguments === undefined ? part : { ...part, arguments: limitValue(part.arguments, limit) }
    case 'tool_call_response':
      return part.response === undefined ? part : { ...part, response: limitValue(part.response, limit) }
    default:
      return part
  }
}

/** A value that fits stays what it is; one that does not becomes the beginning of its JSON. */
function limitValue(value: unknown, limit: (text: string) => string): unknown {
  const json = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  const kept = limit(json)
  return kept === json ? value : kept
}

function cut(text: string, left: number): string {
  if (text.length <= left) return text
  const kept = text.slice(0, Math.max(0, left))
  return `${kept}[${text.length - kept.length} more characters]`
}
