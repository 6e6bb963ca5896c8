import { type EventStream, share, type StreamEvent } from '../answer.ts'
import { anthropicErrorBody } from './anthropic-errors.ts'
import { deltaUsage, startUsage } from './anthropic-usage.ts'
import type { Behaviour } from '../behaviour.ts'
import { type ModelMessage, wholeMessage } from '../model-message.ts'
import { namedEvent } from '../sse.ts'

/** The events of a message, in the order of https://platform.claude.com/docs/en/build-with-claude/streaming. */
export function messageEvents(message: ModelMessage, behaviour: Behaviour): EventStream {
  return {
    kind: 'stream',
    events: events(message, behaviour),
    errorEvent: () => namedEvent('error', anthropicErrorBody(529, message.requestId, behaviour.error)),
  }
}

function* events(message: ModelMessage, behaviour: Behaviour): Generator<StreamEvent> {
  const { usage } = message.reply
  const kinds = message.blocks.flatMap((block) => block.deltas.filter(carriesText).map(isThinking))
  const thinkingChunks = kinds.filter(Boolean).length
  const visibleChunks = kinds.length - thinkingChunks
  const visibleTokens = usage.output - usage.reasoning
  let thought = 0
  let told = 0
  yield silent(startEvent(message, behaviour))
  for (const [index, block] of message.blocks.entries()) {
    // Thinking that is not shown was done before the first block.
    const hidden = index === 0 && thinkingChunks === 0 ? usage.reasoning : 0
    yield silent(wire({ type: 'content_block_start', index, content_block: block.start }), hidden)
    if (index === 0) yield silent(wire({ type: 'ping' }))
    for (const delta of block.deltas) {
      const event = wire({ type: 'content_block_delta', index, delta })
      if (!carriesText(delta)) yield silent(event)
      else if (isThinking(delta)) yield content(event, share(usage.reasoning, thinkingChunks, thought++))
      else yield content(event, share(visibleTokens, visibleChunks, told++))
    }
    yield silent(wire({ type: 'content_block_stop', index }))
  }
  const unshown = message.blocks.length === 0 ? usage.reasoning : 0
  yield silent(endEvent(message, behaviour), unshown + (visibleChunks === 0 ? visibleTokens : 0))
  yield silent(wire({ type: 'message_stop' }))
}

function startEvent(message: ModelMessage, behaviour: Behaviour): string {
  const opening = {
    ...wholeMessage(message, behaviour),
    content: [],
    stop_reason: null,
    stop_details: null,
    usage: startUsage(message.reply.usage, message.serviceTier, behaviour),
  }
  return wire({ type: 'message_start', message: opening })
}

function endEvent(message: ModelMessage, behaviour: Behaviour): string {
  return wire({
    type: 'message_delta',
    delta: {
      stop_reason: message.stopReason,
      stop_sequence: null,
      stop_details: message.stopDetails,
      container: null,
    },
    usage: behaviour.rawUsage === undefined ? deltaUsage(message.reply.usage) : behaviour.rawUsage,
  })
}

function wire(event: Readonly<Record<string, unknown>> & { readonly type: string }): string {
  return namedEvent(event.type, event)
}

function carriesText(delta: Readonly<Record<string, unknown>>): boolean {
  return delta['type'] !== 'signature_delta' && delta['partial_json'] !== ''
}

function isThinking(delta: Readonly<Record<string, unknown>>): boolean {
  return delta['type'] === 'thinking_delta'
}

function content(text: string, outputTokens: number): StreamEvent {
  return { wire: text, content: true, outputTokens }
}

function silent(text: string, outputTokens = 0): StreamEvent {
  return { wire: text, content: false, outputTokens }
}
