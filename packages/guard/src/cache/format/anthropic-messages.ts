import type { AnswerFormat, AnswerVerdict, JsonObject } from './answer-format.ts'
import { namedEvents } from './event-text.ts'
import { objectAt, objectsAt, textAt } from './json-at.ts'

/** https://platform.claude.com/docs/en/api/messages, seen 2026-11. */
export const anthropicMessages: AnswerFormat = {
  paths: ['/messages'],
  unshaping: ['stream', 'metadata'],
  bypassReason(body) {
    if (body['container'] != null) return 'it works in a container'
    return objectsAt(body['mcp_servers']).length > 0 ? 'it asks other servers' : undefined
  },
  temperature: (body) => body['temperature'],
  judge,
  isLast: ({ type }) => type === 'message_stop',
  fold,
  unfold,
  write: (items) => namedEvents(items),
  streamType: () => 'text/event-stream; charset=utf-8',
}

const COMPLETE: ReadonlySet<unknown> = new Set(['end_turn', 'stop_sequence'])

function judge(whole: JsonObject): AnswerVerdict {
  const blocks = objectsAt(whole['content'])
  const reason = whole['stop_reason']
  const usesTools = blocks.some(({ type }) => textAt(type).endsWith('tool_use'))
  if (usesTools) return reason === 'tool_use' || COMPLETE.has(reason) ? 'tools' : 'unfit'
  return COMPLETE.has(reason) && blocks.some(({ text }) => textAt(text) !== '') ? 'complete' : 'unfit'
}

function fold(items: readonly JsonObject[]): JsonObject | undefined {
  const start = items.find(({ type }) => type === 'message_start')?.['message']
  if (start === undefined) return undefined
  const blocks: JsonObject[] = []
  let end: JsonObject = {}
  for (const item of items) {
    const index = Number(item['index'] ?? 0)
    // An index is what a server says: a list with a block at two billion would take minutes to be gone through.
    if (!(index >= 0 && index <= blocks.length)) return undefined
    if (item['type'] === 'content_block_start') blocks[index] = objectAt(item['content_block'])
    if (item['type'] === 'content_block_delta') {
      const grown = grow(objectAt(blocks[index]), objectAt(item['delta']))
      if (grown === undefined) return undefined
      blocks[index] = grown
    }
    if (item['type'] === 'message_delta') {
      end = { ...objectAt(item['delta']), usage: { ...objectAt(objectAt(start)['usage']), ...objectAt(item['usage']) } }
    }
    if (item['type'] === 'error') return undefined
  }
  const content = blocks.map(withInput)
  return content.includes(undefined) ? undefined : { ...objectAt(start), ...end, content }
}

/** Where the JSON of a tool's input is gathered, until its block is over. */
const GATHERED = 'costspan_json'

/** https://platform.claude.com/docs/en/build-with-claude/streaming#content-block-delta-types, seen 2026-11. */
function grow(block: JsonObject, delta: JsonObject): JsonObject | undefined {
  switch (delta['type']) {
    case 'text_delta':
      return { ...block, text: textAt(block['text']) + textAt(delta['text']) }
    case 'thinking_delta':
      return { ...block, thinking: textAt(block['thinking']) + textAt(delta['thinking']) }
    case 'signature_delta':
      return { ...block, signature: delta['signature'] }
    case 'input_json_delta':
      return { ...block, [GATHERED]: textAt(block[GATHERED]) + textAt(delta['partial_json']) }
    case 'citations_delta':
      return { ...block, citations: [...objectsAt(block['citations']), delta['citation']] }
    default:
      return undefined
  }
}

function withInput(block: JsonObject): JsonObject | undefined {
  const { [GATHERED]: json, ...rest } = block
  if (json === undefined) return block
  try {
    return { ...rest, input: json === '' ? {} : (JSON.parse(textAt(json)) as unknown) }
  } catch {
    return undefined
  }
}

function unfold(whole: JsonObject): readonly JsonObject[] {
  const { content, stop_reason, stop_sequence, stop_details, container, usage, ...head } = whole
  const details = { ...(stop_details !== undefined && { stop_details }) }
  const message = {
    ...head,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    ...(details.stop_details !== undefined && { stop_details: null }),
    usage,
  }
  const delta = { stop_reason, stop_sequence, ...details, ...(container !== undefined && { container }) }
  return [
    { type: 'message_start', message },
    ...objectsAt(content).flatMap(blockEvents),
    { type: 'message_delta', delta, usage },
    { type: 'message_stop' },
  ]
}

function blockEvents(block: JsonObject, index: number): readonly JsonObject[] {
  const { opening, deltas } = partsOf(block)
  return [
    { type: 'content_block_start', index, content_block: opening },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
}

/** A block as it begins, and what is added to it. One of a kind that does not grow begins whole. */
function partsOf(block: JsonObject): { readonly opening: JsonObject; readonly deltas: readonly JsonObject[] } {
  const { type, text, thinking, signature, input, citations } = block
  if (type === 'text') {
    const cited = objectsAt(citations).map((citation) => ({ type: 'citations_delta', citation }))
    return {
      opening: { ...block, text: '', ...(cited.length > 0 && { citations: [] }) },
      deltas: [...cited, { type: 'text_delta', text }],
    }
  }
  if (type === 'thinking') {
    const signed = signature === undefined ? [] : [{ type: 'signature_delta', signature }]
    return {
      opening: { ...block, thinking: '', signature: '' },
      deltas: [{ type: 'thinking_delta', thinking }, ...signed],
    }
  }
  if (input === undefined) return { opening: block, deltas: [] }
  return {
    opening: { ...block, input: {} },
    deltas: [{ type: 'input_json_delta', partial_json: JSON.stringify(input) }],
  }
}
