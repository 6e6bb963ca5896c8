import { type Answer, jsonAnswer, share, type Served, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Handler } from '../dialect.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { arrayAt, isTrue, numberAt, objectAt, stringAt } from '../json.ts'
import { nowSeconds } from '../openai/openai-request.ts'
import { composeReply, type Reply } from '../reply.ts'
import { idOf } from '../request-id.ts'
import { DONE_EVENT, dataEvent } from '../sse.ts'
import { pieces } from '../text.ts'
import type { CompatibleStyle } from './compatible-style.ts'

/** What the whole answer and the chunks have in common. */
interface Chat {
  readonly head: Readonly<Record<string, unknown>>
  readonly reply: Reply
  readonly finishReason: string
  readonly toolCalls: readonly unknown[]
  readonly usage: unknown
}

/** An endpoint of chat completions in OpenAI's format, as `style` has it. */
export function compatibleChat(style: CompatibleStyle): Handler {
  return (exchange, behaviour) => {
    const model = behaviour.model ?? requestedModel(exchange) ?? 'default'
    const chat = compose(style, exchange, behaviour, model)
    const served: Served = {
      endpoint: `${style.service} chat`,
      model,
      serviceTier: style.serviceTier?.(exchange, behaviour) ?? 'default',
      usage: chat.reply.usage,
    }
    if (isTrue(exchange.body, 'stream')) return streamed(style, exchange, behaviour, chat, served)
    const message = { role: 'assistant', content: chat.reply.text, tool_calls: toolCallsOf(chat) }
    return jsonAnswer(
      {
        ...chat.head,
        object: 'chat.completion',
        choices: [{ index: 0, message, finish_reason: chat.finishReason }],
        ...(chat.usage !== null && { usage: chat.usage }),
      },
      served,
    )
  }
}

function compose(style: CompatibleStyle, exchange: Exchange, behaviour: Behaviour, model: string): Chat {
  const { body } = exchange
  const texts = [arrayAt(body, 'messages'), arrayAt(body, 'tools'), stringAt(body, 'prompt'), stringAt(body, 'suffix')]
  const reply = composeReply(
    {
      model,
      prompt: JSON.stringify(texts),
      maxTokens: numberAt(body, 'max_tokens'),
      schema: undefined,
      forcedTool: undefined,
      choices: 1,
    },
    behaviour,
  )
  const tier = style.serviceTier?.(exchange, behaviour)
  return {
    head: {
      id: idOf('chatcmpl-', exchange),
      created: nowSeconds(),
      model,
      ...(tier !== undefined && { service_tier: tier }),
    },
    reply,
    finishReason: behaviour.finishReason ?? (reply.toolCalls.length > 0 ? 'tool_calls' : 'stop'),
    toolCalls: reply.toolCalls.map((call, index) => ({
      index,
      id: idOf('call_', exchange, index + 1),
      type: 'function',
      function: { name: call.name, arguments: JSON.stringify(call.arguments) },
    })),
    usage: behaviour.rawUsage === undefined ? style.usage(reply.usage) : behaviour.rawUsage,
  }
}

function toolCallsOf({ toolCalls }: Chat): readonly unknown[] | undefined {
  return toolCalls.length === 0 ? undefined : toolCalls
}

function streamed(
  style: CompatibleStyle,
  { body }: Exchange,
  behaviour: Behaviour,
  chat: Chat,
  served: Served,
): Answer {
  const isAsked = isTrue(objectAt(body, 'stream_options'), 'include_usage')
  return {
    status: 200,
    body: {
      kind: 'stream',
      events: events(style, chat, isAsked),
      errorEvent: () => dataEvent(style.streamError(behaviour)),
    },
    served: [served],
  }
}

function* events({ streamUsage }: CompatibleStyle, chat: Chat, isAsked: boolean): Generator<StreamEvent> {
  const { reply, usage } = chat
  const parts = reply.text === '' ? [] : pieces(reply.text, reply.chunks)
  yield silent(chunk(chat, { role: 'assistant', content: '' }, null, {}), parts.length === 0 ? reply.usage.output : 0)
  for (const [index, content] of parts.entries()) {
    const outputTokens = share(reply.usage.output, parts.length, index)
    yield { wire: chunk(chat, { content }, null, {}), content: true, outputTokens }
  }
  if (chat.toolCalls.length > 0) yield silent(chunk(chat, { tool_calls: chat.toolCalls }, null, {}))
  const last = usage === null ? {} : streamUsage === 'x_groq' ? { x_groq: { id: 'req_1', usage } } : { usage }
  yield silent(chunk(chat, {}, chat.finishReason, streamUsage === 'when-asked' ? {} : last))
  if (streamUsage === 'when-asked' && isAsked && usage !== null) {
    yield silent(dataEvent({ ...chat.head, object: 'chat.completion.chunk', choices: [], usage }))
  }
  yield silent(DONE_EVENT)
}

function chunk(chat: Chat, delta: unknown, finishReason: string | null, more: object): string {
  return dataEvent({
    ...chat.head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
    ...more,
  })
}

function silent(wire: string, outputTokens = 0): StreamEvent {
  return { wire, content: false, outputTokens }
}
