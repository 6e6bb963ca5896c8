import { type Answer, type EventStream, jsonAnswer, share, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { numberAt, objectAt } from '../json.ts'
import { idOf } from '../request-id.ts'
import { pieces } from '../text.ts'
import { bedrockErrorBody } from './bedrock-errors.ts'
import { composeCall, type ModelCall } from './bedrock-request.ts'
import { converseUsage, served } from './bedrock-usage.ts'
import { event, exception } from './event-stream.ts'

/** `POST /model/ID/converse`. */
export function converse(exchange: Exchange, behaviour: Behaviour): Answer {
  const call = compose(exchange, behaviour)
  const content = [...reasoningBlocks(call), ...textBlocks(call), ...toolBlocks(call)]
  const value = {
    output: { message: { role: 'assistant', content } },
    stopReason: stopReason(call),
    usage: converseUsage(call),
    metrics: { latencyMs: 12 },
    ...(behaviour.serviceTier !== undefined && { serviceTier: { type: behaviour.serviceTier } }),
  }
  return jsonAnswer(value, served('converse', call))
}

/** `POST /model/ID/converse-stream`. */
export function converseStream(exchange: Exchange, behaviour: Behaviour): Answer {
  const call = compose(exchange, behaviour)
  const body: EventStream = {
    kind: 'stream',
    contentType: 'application/vnd.amazon.eventstream',
    events: events(call),
    errorEvent: () => exception('modelStreamErrorException', bedrockErrorBody(424, behaviour.error)),
  }
  return { status: 200, body, served: [served('converse-stream', call)] }
}

function compose(exchange: Exchange, behaviour: Behaviour): ModelCall {
  return composeCall(exchange, behaviour, numberAt(objectAt(exchange.body, 'inferenceConfig'), 'maxTokens'))
}

function* events(call: ModelCall): Generator<StreamEvent> {
  const { reply, behaviour } = call
  const { reasoning, output } = reply.usage
  yield silent(event('messageStart', { role: 'assistant' }))
  if (reply.reasoning !== undefined) {
    const delta = { reasoningContent: { text: reply.reasoning } }
    yield silent(event('contentBlockDelta', { delta, contentBlockIndex: 0 }), reasoning)
    yield silent(event('contentBlockStop', { contentBlockIndex: 0 }))
  }
  const index = reply.reasoning === undefined ? 0 : 1
  const texts = pieces(reply.text, reply.chunks).filter((text) => text !== '')
  const visible = output - (reply.reasoning === undefined ? 0 : reasoning)
  for (const [place, text] of texts.entries()) {
    const wire = event('contentBlockDelta', { delta: { text }, contentBlockIndex: index })
    yield { wire, content: true, outputTokens: share(visible, texts.length, place) }
  }
  if (texts.length > 0) yield silent(event('contentBlockStop', { contentBlockIndex: index }))
  yield* toolEvents(call, index + 1)
  yield silent(event('messageStop', { stopReason: stopReason(call) }), texts.length === 0 ? visible : 0)
  const serviceTier = behaviour.serviceTier === undefined ? {} : { serviceTier: { type: behaviour.serviceTier } }
  yield silent(event('metadata', { usage: converseUsage(call), metrics: { latencyMs: 12 }, ...serviceTier }))
}

function* toolEvents({ exchange, reply }: ModelCall, first: number): Generator<StreamEvent> {
  for (const [place, { name, arguments: input }] of reply.toolCalls.entries()) {
    const contentBlockIndex = first + place
    const toolUse = { toolUseId: idOf('tooluse_', exchange, place), name }
    yield silent(event('contentBlockStart', { start: { toolUse }, contentBlockIndex }))
    const delta = { toolUse: { input: JSON.stringify(input) } }
    yield silent(event('contentBlockDelta', { delta, contentBlockIndex }))
    yield silent(event('contentBlockStop', { contentBlockIndex }))
  }
}

function silent(wire: Uint8Array, outputTokens = 0): StreamEvent {
  return { wire, content: false, outputTokens }
}

function reasoningBlocks({ reply }: ModelCall): readonly unknown[] {
  return reply.reasoning === undefined ? [] : [{ reasoningContent: { reasoningText: { text: reply.reasoning } } }]
}

function textBlocks({ reply }: ModelCall): readonly unknown[] {
  return reply.text === '' ? [] : [{ text: reply.text }]
}

function toolBlocks({ exchange, reply }: ModelCall): readonly unknown[] {
  return reply.toolCalls.map(({ name, arguments: input }, place) => ({
    toolUse: { toolUseId: idOf('tooluse_', exchange, place), name, input },
  }))
}

function stopReason({ behaviour, reply }: ModelCall): string {
  if (behaviour.finishReason !== undefined) return behaviour.finishReason
  if (reply.toolCalls.length > 0) return 'tool_use'
  return reply.truncated ? 'max_tokens' : 'end_turn'
}
