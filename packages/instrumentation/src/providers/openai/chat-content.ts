import type { ContentFold, ContentMessage, ContentReader, MessagePart } from '../../content/call-content.ts'
import { at, itemsAt, parsed, present, textAt } from '../../content/read-json.ts'
import { inOrder } from '../in-order.ts'

/** https://platform.openai.com/docs/api-reference/chat, seen 2026-11. */
export const chatContent: ContentReader = {
  request: (params) => ({ system: [], input: itemsAt(params, 'messages').map(messageOf) }),
  answer: (answer) => itemsAt(answer, 'choices').map((choice) => messageOf(at(choice, 'message'))),
  fold: foldChoices,
}

function messageOf(message: unknown): ContentMessage {
  const role = textAt(message, 'role') ?? 'user'
  const content = partsOf(at(message, 'content'))
  const refusal = textAt(message, 'refusal')
  if (role === 'tool') {
    const response = content.length === 1 && content[0]?.type === 'text' ? content[0].content : content
    return {
      role,
      parts: [{ type: 'tool_call_response', ...present({ id: textAt(message, 'tool_call_id') }), response }],
    }
  }
  return {
    role,
    parts: [
      ...content,
      ...(refusal === undefined ? [] : [{ type: 'text' as const, content: refusal }]),
      ...itemsAt(message, 'tool_calls').map(toolCallOf),
    ],
  }
}

/** The parts of a message, which chat and responses name alike but for a prefix. */
export function partsOf(content: unknown): readonly MessagePart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }]
  return Array.isArray(content) ? content.map(partOf) : []
}

function partOf(part: unknown): MessagePart {
  const text = textAt(part, 'text') ?? textAt(part, 'refusal')
  return text === undefined
    ? { type: 'blob', modality: textAt(part, 'type') ?? 'unknown' }
    : { type: 'text', content: text }
}

function toolCallOf(call: unknown): MessagePart {
  const tool = at(call, 'function') ?? at(call, 'custom')
  const written = textAt(tool, 'arguments') ?? textAt(tool, 'input')
  return {
    type: 'tool_call',
    ...present({
      id: textAt(call, 'id'),
      name: textAt(tool, 'name'),
      arguments: written === undefined ? undefined : parsed(written),
    }),
  }
}

interface FoldedTool {
  id?: string
  name?: string
  arguments: string
}

interface FoldedChoice {
  content: string
  refusal: string
  readonly tools: Map<number, FoldedTool>
}

/** The choices of a stream: text and arguments come in pieces, each with the index of what it belongs to. */
function foldChoices(): ContentFold {
  const choices = new Map<number, FoldedChoice>()
  return {
    add(chunk) {
      for (const choice of itemsAt(chunk, 'choices')) {
        const delta = at(choice, 'delta')
        const folded = partAt(choices, choice, () => ({
          content: '',
          refusal: '',
          tools: new Map<number, FoldedTool>(),
        }))
        folded.content += textAt(delta, 'content') ?? ''
        folded.refusal += textAt(delta, 'refusal') ?? ''
        for (const call of itemsAt(delta, 'tool_calls')) {
          const tool = partAt(folded.tools, call, (): FoldedTool => ({ arguments: '' }))
          tool.id ??= textAt(call, 'id') ?? ''
          tool.name ??= textAt(at(call, 'function'), 'name') ?? ''
          tool.arguments += textAt(at(call, 'function'), 'arguments') ?? ''
        }
      }
    },
    output: () =>
      inOrder(choices).map(({ content, refusal, tools }) =>
        messageOf({
          role: 'assistant',
          content,
          ...(refusal !== '' && { refusal }),
          tool_calls: inOrder(tools).map(({ id, ...call }) => ({ id, function: call })),
        }),
      ),
  }
}

/** What is gathered of the part that an item with an index belongs to. */
function partAt<Part>(parts: Map<number, Part>, item: unknown, begin: () => Part): Part {
  const index = Number(at(item, 'index') ?? 0)
  const part = parts.get(index) ?? begin()
  parts.set(index, part)
  return part
}
