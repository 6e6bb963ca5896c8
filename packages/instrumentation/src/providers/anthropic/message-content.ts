import type { ContentFold, ContentMessage, ContentReader, MessagePart } from '../../content/call-content.ts'
import { at, itemsAt, parsed, present, textAt } from '../../content/read-json.ts'
import { inOrder } from '../in-order.ts'

/** https://platform.claude.com/docs/en/api/messages, seen 2026-11. */
export const messageContent: ContentReader = {
  request: (params) => ({
    system: partsOf(at(params, 'system')),
    input: itemsAt(params, 'messages').map((message) => ({
      role: textAt(message, 'role') ?? 'user',
      parts: partsOf(at(message, 'content')),
    })),
  }),
  answer: (answer) => [assistant(partsOf(at(answer, 'content')))],
  fold: foldBlocks,
}

function assistant(parts: readonly MessagePart[]): ContentMessage {
  return { role: 'assistant', parts }
}

function partsOf(content: unknown): readonly MessagePart[] {
  if (typeof content === 'string') return [{ type: 'text', content }]
  return Array.isArray(content) ? content.map(partOf) : []
}

function partOf(block: unknown): MessagePart {
  const type = textAt(block, 'type') ?? 'unknown'
  const text = textAt(block, 'text')
  if (type === 'text' && text !== undefined) return { type, content: text }
  const thinking = textAt(block, 'thinking')
  if (type === 'thinking' && thinking !== undefined) return { type: 'reasoning', content: thinking }
  if (type.endsWith('tool_use')) {
    return {
      type: 'tool_call',
      ...present({ id: textAt(block, 'id'), name: textAt(block, 'name'), arguments: at(block, 'input') }),
    }
  }
  if (type.endsWith('tool_result')) {
    return {
      type: 'tool_call_response',
      ...present({ id: textAt(block, 'tool_use_id'), response: resultOf(at(block, 'content')) }),
    }
  }
  return { type: 'blob', modality: type }
}

/** Results of tools are text, or blocks of which the text matters. */
function resultOf(content: unknown): unknown {
  return Array.isArray(content) ? partsOf(content) : content
}

/** The blocks of a stream: each is started, and then grows by deltas. */
function foldBlocks(): ContentFold {
  const blocks = new Map<number, Record<string, unknown>>()
  const grow = (block: Record<string, unknown>, key: string, more: string): void => {
    block[key] = (textAt(block, key) ?? '') + more
  }
  return {
    add(event) {
      const index = at(event, 'index')
      if (typeof index !== 'number') return
      if (textAt(event, 'type') === 'content_block_start') {
        blocks.set(index, { ...(at(event, 'content_block') as object) })
        return
      }
      const block = blocks.get(index)
      const delta = at(event, 'delta')
      if (block === undefined) return
      grow(block, 'text', textAt(delta, 'text') ?? '')
      grow(block, 'thinking', textAt(delta, 'thinking') ?? '')
      grow(block, 'json', textAt(delta, 'partial_json') ?? '')
    },
    output: () => [
      assistant(
        inOrder(blocks).map((block) => {
          const json = textAt(block, 'json') ?? ''
          return partOf(json === '' ? block : { ...block, input: parsed(json) })
        }),
      ),
    ],
  }
}
