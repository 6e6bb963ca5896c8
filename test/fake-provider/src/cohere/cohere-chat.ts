import { type Answer, jsonAnswer, share, type Served, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { arrayAt, isTrue, numberAt } from '../json.ts'
import { composeReply, type Reply } from '../reply.ts'
import { idOf } from '../request-id.ts'
import { DONE_EVENT, namedEvent } from '../sse.ts'
import { pieces } from '../text.ts'
import { cohereUsage } from './cohere-usage.ts'

/** `POST /v2/chat`. The answer does not name the model. */
export function cohereChat(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = requestedModel(exchange) ?? 'default'
  const reply = composeReply(
    {
      model,
      prompt: JSON.stringify([arrayAt(body, 'messages'), arrayAt(body, 'documents'), arrayAt(body, 'tools')]),
      maxTokens: numberAt(body, 'max_tokens'),
      schema: undefined,
      forcedTool: undefined,
      choices: 1,
    },
    behaviour,
  )
  const served: Served = { endpoint: 'cohere chat', model, serviceTier: 'default', usage: reply.usage }
  const id = idOf('chat-', exchange)
  const end = {
    finish_reason: behaviour.finishReason ?? (reply.toolCalls.length > 0 ? 'TOOL_CALL' : 'COMPLETE'),
    usage: cohereUsage(reply.usage, behaviour),
  }
  if (isTrue(body, 'stream')) {
    const errorEvent = (): string => event('message-end', { delta: { finish_reason: 'ERROR', error: 'overloaded' } })
    return { status: 200, body: { kind: 'stream', events: events(reply, id, end), errorEvent }, served: [served] }
  }
  const message = { role: 'assistant', content: [{ type: 'text', text: reply.text }], tool_calls: toolCalls(reply) }
  return jsonAnswer({ id, message, ...end }, served)
}

function toolCalls(reply: Reply): readonly unknown[] | undefined {
  if (reply.toolCalls.length === 0) return undefined
  return reply.toolCalls.map(({ name, arguments: args }, index) => ({
    id: `${name}${index}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }))
}

function* events(reply: Reply, id: string, end: object): Generator<StreamEvent> {
  const parts = reply.text === '' ? [] : pieces(reply.text, reply.chunks)
  yield silent(event('message-start', { id, delta: { message: { role: 'assistant', content: [] } } }))
  yield silent(event('content-start', { index: 0, delta: { message: { content: { type: 'text', text: '' } } } }))
  for (const [index, text] of parts.entries()) {
    const wire = event('content-delta', { index: 0, delta: { message: { content: { text } } } })
    yield { wire, content: true, outputTokens: share(reply.usage.output, parts.length, index) }
  }
  yield silent(event('content-end', { index: 0 }), parts.length === 0 ? reply.usage.output : 0)
  for (const [index, call] of (toolCalls(reply) ?? []).entries()) {
    yield silent(event('tool-call-start', { index, delta: { message: { tool_calls: call } } }))
    yield silent(event('tool-call-end', { index }))
  }
  yield silent(event('message-end', { delta: end }))
  yield silent(DONE_EVENT)
}

function event(type: string, more: object): string {
  return namedEvent(type, { type, ...more })
}

function silent(wire: string, outputTokens = 0): StreamEvent {
  return { wire, content: false, outputTokens }
}
