import type { Exchange } from '../exchange.ts'
import { idOf } from '../request-id.ts'
import type { Reply } from '../reply.ts'
import { pieces } from '../text.ts'

/** One entry of a response's `output`: what it is when it is added, how it grows, and what it is when done. */
export interface OutputItem {
  readonly id: string
  readonly added: Readonly<Record<string, unknown>>
  readonly done: Readonly<Record<string, unknown>>
  readonly growth: Growth
}

/** How an item is told in a stream. */
export type Growth =
  | { readonly kind: 'reasoning'; readonly summary: readonly string[] }
  | { readonly kind: 'search' }
  | {
      readonly kind: 'text' | 'refusal' | 'arguments'
      readonly parts: readonly string[]
      readonly name?: string
    }

/** The items of a reply in the order in which the service puts them: reasoning, searches, message, function calls. */
export function outputItems(exchange: Exchange, reply: Reply): readonly OutputItem[] {
  const items: OutputItem[] = []
  if (reply.usage.reasoning > 0) items.push(reasoningItem(idOf('rs_', exchange, 1), reply))
  for (let index = 0; index < reply.usage.webSearches; index++) {
    items.push(searchItem(idOf('ws_', exchange, 2 + index)))
  }
  if (reply.refusal !== undefined || reply.text !== '' || reply.toolCalls.length === 0) {
    items.push(messageItem(idOf('msg_', exchange, 40), reply))
  }
  for (const [index, call] of reply.toolCalls.entries()) {
    const id = idOf('fc_', exchange, 41 + index)
    const head = {
      id,
      type: 'function_call',
      call_id: idOf('call_', exchange, 41 + index),
      name: call.name,
    }
    const text = JSON.stringify(call.arguments)
    items.push({
      id,
      added: { ...head, arguments: '', status: 'in_progress' },
      done: { ...head, arguments: text, status: 'completed' },
      growth: { kind: 'arguments', parts: pieces(text, reply.chunks), name: call.name },
    })
  }
  return items
}

function reasoningItem(id: string, reply: Reply): OutputItem {
  const summary = reply.reasoning === undefined ? [] : [{ type: 'summary_text', text: reply.reasoning }]
  return {
    id,
    added: { id, type: 'reasoning', summary: [] },
    done: { id, type: 'reasoning', summary },
    growth: {
      kind: 'reasoning',
      summary: reply.reasoning === undefined ? [] : pieces(reply.reasoning, reply.chunks),
    },
  }
}

function searchItem(id: string): OutputItem {
  return {
    id,
    added: {
      id,
      type: 'web_search_call',
      status: 'in_progress',
      action: { type: 'search', query: 'prices' },
    },
    done: {
      id,
      type: 'web_search_call',
      status: 'completed',
      action: { type: 'search', query: 'prices' },
    },
    growth: { kind: 'search' },
  }
}

function messageItem(id: string, reply: Reply): OutputItem {
  const refused = reply.refusal !== undefined
  const content = refused
    ? { type: 'refusal', refusal: reply.refusal }
    : { type: 'output_text', annotations: [], logprobs: [], text: reply.text }
  const status = reply.truncated ? 'incomplete' : 'completed'
  return {
    id,
    added: { id, type: 'message', status: 'in_progress', content: [], role: 'assistant' },
    done: { id, type: 'message', status, content: [content], role: 'assistant' },
    growth: {
      kind: refused ? 'refusal' : 'text',
      parts: pieces(reply.refusal ?? reply.text, reply.chunks),
    },
  }
}
