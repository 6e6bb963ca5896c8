import type { Exchange } from '../exchange.ts'
import { idOf } from '../request-id.ts'
import type { Reply } from '../reply.ts'
import { pieces } from '../text.ts'

/** One content block: what it is when it starts, the deltas that complete it, and what it is when done. */
export interface ContentBlock {
  readonly start: Readonly<Record<string, unknown>>
  readonly deltas: readonly Readonly<Record<string, unknown>>[]
  readonly done: Readonly<Record<string, unknown>>
}

/** The blocks of a reply in the order in which the service sends them: thinking, searches, text, tools. */
export function contentBlocks(exchange: Exchange, reply: Reply): readonly ContentBlock[] {
  const blocks: ContentBlock[] = []
  if (reply.reasoning !== undefined) blocks.push(thinkingBlock(reply.reasoning, reply.chunks))
  for (let index = 0; index < reply.usage.webSearches; index++) {
    blocks.push(...searchBlocks(idOf('srvtoolu_', exchange, 1 + index)))
  }
  const text = reply.refusal ?? reply.text
  if (text !== '') {
    blocks.push({
      start: { type: 'text', text: '' },
      deltas: pieces(text, reply.chunks).map((part) => ({ type: 'text_delta', text: part })),
      done: { type: 'text', text },
    })
  }
  for (const [index, call] of reply.toolCalls.entries()) {
    const head = { type: 'tool_use', id: idOf('toolu_', exchange, 40 + index), name: call.name }
    blocks.push({
      start: { ...head, input: {} },
      deltas: jsonDeltas(call.arguments, reply.chunks),
      done: { ...head, input: call.arguments, caller: { type: 'direct' } },
    })
  }
  return blocks
}

function thinkingBlock(thinking: string, chunks: number | undefined): ContentBlock {
  const signature = Buffer.from('fake signature').toString('base64')
  return {
    start: { type: 'thinking', thinking: '', signature: '' },
    deltas: [
      ...pieces(thinking, chunks).map((part) => ({ type: 'thinking_delta', thinking: part })),
      { type: 'signature_delta', signature },
    ],
    done: { type: 'thinking', thinking, signature },
  }
}

function searchBlocks(id: string): readonly ContentBlock[] {
  const caller = { type: 'direct' }
  const input = { query: 'prices' }
  const call = { type: 'server_tool_use', id, name: 'web_search' }
  const page = {
    type: 'web_search_result',
    url: 'https://example.com/',
    title: 'Example',
    encrypted_content: 'ZmFrZQ==',
    page_age: null,
  }
  const result = { type: 'web_search_tool_result', tool_use_id: id, content: [page], caller }
  return [
    {
      start: { ...call, input: {} },
      deltas: jsonDeltas(input, 1),
      done: { ...call, input, caller },
    },
    { start: result, deltas: [], done: result },
  ]
}

/** The service sends an empty first part, which decoders must accept. */
function jsonDeltas(value: unknown, chunks: number | undefined): readonly Readonly<Record<string, unknown>>[] {
  return ['', ...pieces(JSON.stringify(value), chunks)].map((part) => ({
    type: 'input_json_delta',
    partial_json: part,
  }))
}
