import { type EventStream, share, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Chat } from './openai-chat.ts'
import { errorBody } from './openai-errors.ts'
import { DONE_EVENT, dataEvent } from '../sse.ts'
import { pieces } from '../text.ts'

/**
 * The chunks of a chat completion. With `include_usage` every chunk has `usage: null`, and one more chunk without
 * choices brings the numbers; without it no chunk mentions usage.
 */
export function chatEvents(chat: Chat, includeUsage: boolean, behaviour: Behaviour): EventStream {
  return {
    kind: 'stream',
    events: events(chat, includeUsage),
    errorEvent: () => dataEvent(errorBody(500, behaviour.error)),
  }
}

function* events(chat: Chat, includeUsage: boolean): Generator<StreamEvent> {
  const { usage } = chat.reply
  const deltas = contentDeltas(chat)
  const visibleTokens = usage.output - usage.reasoning
  const contentChunks = deltas.length * chat.choices
  const silent = chat.toolCalls.length > 0 || chat.reply.refusal !== undefined
  if (chat.azure) yield event(dataEvent(promptFilterChunk(chat)), 0)
  for (let index = 0; index < chat.choices; index++) {
    // A model has finished its reasoning when its first visible token comes.
    const opening = { role: 'assistant', content: silent ? null : '', refusal: null }
    yield event(chunk(chat, index, opening, null, includeUsage), index === 0 ? usage.reasoning : 0)
    for (const [position, delta] of deltas.entries()) {
      const outputTokens = share(visibleTokens, contentChunks, index * deltas.length + position)
      yield { wire: chunk(chat, index, delta, null, includeUsage), content: true, outputTokens }
    }
    const rest = contentChunks === 0 && index === 0 ? visibleTokens : 0
    yield event(chunk(chat, index, {}, chat.finishReason, includeUsage), rest)
  }
  if (includeUsage && chat.usage !== null) yield event(dataEvent({ ...head(chat), choices: [], usage: chat.usage }), 0)
  yield event(DONE_EVENT, 0)
}

/** What the content chunks of one choice add. */
function contentDeltas(chat: Chat): readonly unknown[] {
  const { reply } = chat
  if (chat.audio) return [{ audio: chat.audio }]
  if (reply.refusal !== undefined) return pieces(reply.refusal, reply.chunks).map((refusal) => ({ refusal }))
  const texts = reply.text === '' ? [] : pieces(reply.text, reply.chunks).map((content) => ({ content }))
  const calls = chat.toolCalls.flatMap((call, index) => [
    {
      tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }],
    },
    ...pieces(call.arguments, reply.chunks).map((part) => ({
      tool_calls: [{ index, function: { arguments: part } }],
    })),
  ])
  return [...texts, ...calls]
}

function chunk(chat: Chat, index: number, delta: unknown, finishReason: string | null, includeUsage: boolean): string {
  return dataEvent({
    ...head(chat),
    choices: [{ index, delta, logprobs: null, finish_reason: finishReason }],
    ...(includeUsage && { usage: null }),
  })
}

function head(chat: Chat): Record<string, unknown> {
  return {
    id: chat.id,
    object: 'chat.completion.chunk',
    created: chat.created,
    model: chat.model,
    service_tier: chat.serviceTier,
    system_fingerprint: 'fp_fake',
  }
}

function promptFilterChunk(chat: Chat): unknown {
  const safe = { filtered: false, severity: 'safe' }
  const verdict = { hate: safe, self_harm: safe, sexual: safe, violence: safe }
  return {
    ...head(chat),
    id: '',
    object: '',
    created: 0,
    model: '',
    choices: [],
    prompt_filter_results: [{ prompt_index: 0, content_filter_results: verdict }],
  }
}

function event(wire: string, outputTokens: number): StreamEvent {
  return { wire, content: false, outputTokens }
}
