import type { ContentFold, ContentMessage, ContentReader, MessagePart } from '../../content/call-content.ts'
import { at, itemsAt, parsed, present, textAt } from '../../content/read-json.ts'
import { partsOf } from './chat-content.ts'

/** https://platform.openai.com/docs/api-reference/responses, seen 2026-11. */
export const responseContent: ContentReader = {
  request: (params) => ({ system: partsOf(at(params, 'instructions')), input: inputOf(at(params, 'input')) }),
  answer: (answer) => itemsAt(answer, 'output').flatMap(messageOf),
  fold: foldResponse,
}

function inputOf(input: unknown): readonly ContentMessage[] {
  if (typeof input === 'string') return [{ role: 'user', parts: partsOf(input) }]
  return Array.isArray(input) ? input.flatMap(messageOf) : []
}

/** An item of input or output is a message, or a part that is a message here. Items of other kinds have no content of ours. */
function messageOf(item: unknown): readonly ContentMessage[] {
  const type = textAt(item, 'type') ?? 'message'
  if (type === 'message') return [{ role: textAt(item, 'role') ?? 'user', parts: partsOf(at(item, 'content')) }]
  const part = partOf(type, item)
  if (part === undefined) return []
  return [{ role: part.type === 'tool_call_response' ? 'tool' : 'assistant', parts: [part] }]
}

function partOf(type: string, item: unknown): MessagePart | undefined {
  const id = textAt(item, 'call_id')
  if (type === 'function_call' || type === 'custom_tool_call') {
    const written = textAt(item, 'arguments') ?? textAt(item, 'input') ?? ''
    return { type: 'tool_call', ...present({ id, name: textAt(item, 'name') }), arguments: parsed(written) }
  }
  if (type === 'function_call_output' || type === 'custom_tool_call_output') {
    return { type: 'tool_call_response', ...present({ id, response: at(item, 'output') }) }
  }
  if (type !== 'reasoning') return undefined
  const summary = itemsAt(item, 'summary').map((each) => textAt(each, 'text') ?? '')
  return summary.length === 0 ? undefined : { type: 'reasoning', content: summary.join('\n') }
}

/** The last event carries the whole response; of a stream that is cut, the text is what came. */
function foldResponse(): ContentFold {
  let whole: unknown
  let text = ''
  return {
    add(event) {
      const type = textAt(event, 'type') ?? ''
      if (/^response\.(?:completed|incomplete|failed)$/.test(type)) whole = at(event, 'response')
      else if (type === 'response.output_text.delta') text += textAt(event, 'delta') ?? ''
    },
    output: () =>
      whole === undefined ? [{ role: 'assistant', parts: partsOf(text) }] : itemsAt(whole, 'output').flatMap(messageOf),
  }
}
