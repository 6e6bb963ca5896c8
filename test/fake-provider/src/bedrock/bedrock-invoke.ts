import { type Answer, type EventStream, jsonAnswer, share, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { numberAt } from '../json.ts'
import type { ServedUsage } from '../served-usage.ts'
import { pieces } from '../text.ts'
import { bedrockErrorBody } from './bedrock-errors.ts'
import { composeCall, type ModelCall } from './bedrock-request.ts'
import { served } from './bedrock-usage.ts'
import { event, exception } from './event-stream.ts'
import { familyOf } from './model-families.ts'

/** `POST /model/ID/invoke`: the body is the model family's own, and the counts are in the headers too. */
export function invoke(exchange: Exchange, behaviour: Behaviour): Answer {
  const call = compose(exchange, behaviour)
  const { usage } = call.reply
  return {
    ...jsonAnswer(familyOf(call.modelId).whole(call), served('invoke', call)),
    headers: {
      'x-amzn-bedrock-input-token-count': String(plainInput(usage)),
      'x-amzn-bedrock-output-token-count': String(usage.output),
      'x-amzn-bedrock-invocation-latency': '12',
      ...(behaviour.serviceTier !== undefined && { 'x-amzn-bedrock-service-tier': behaviour.serviceTier }),
    },
  }
}

/** `POST /model/ID/invoke-with-response-stream`: the family's own events, the last of which tells Bedrock's counts. */
export function invokeStream(exchange: Exchange, behaviour: Behaviour): Answer {
  const call = compose(exchange, behaviour)
  const body: EventStream = {
    kind: 'stream',
    contentType: 'application/vnd.amazon.eventstream',
    events: events(call),
    errorEvent: () => exception('modelStreamErrorException', bedrockErrorBody(424, behaviour.error)),
  }
  return { status: 200, body, served: [served('invoke-stream', call)] }
}

function compose(exchange: Exchange, behaviour: Behaviour): ModelCall {
  const { body } = exchange
  return composeCall(exchange, behaviour, numberAt(body, 'max_tokens') ?? numberAt(body, 'max_gen_len'))
}

function* events(call: ModelCall): Generator<StreamEvent> {
  const { usage, text, chunks } = call.reply
  const { opening, piece, closing } = familyOf(call.modelId)
  for (const value of opening(call)) yield { wire: chunk(value), content: false, outputTokens: 0 }
  const parts = pieces(text, chunks)
  for (const [index, part] of parts.entries()) {
    yield { wire: chunk(piece(part)), content: true, outputTokens: share(usage.output, parts.length, index) }
  }
  const [last, ...before] = closing(call).toReversed()
  for (const value of before.toReversed()) yield { wire: chunk(value), content: false, outputTokens: 0 }
  const metrics = {
    inputTokenCount: plainInput(usage),
    outputTokenCount: usage.output,
    invocationLatency: 12,
    firstByteLatency: 3,
    ...(usage.cacheRead > 0 && { cacheReadInputTokenCount: usage.cacheRead }),
  }
  yield { wire: chunk({ ...last, 'amazon-bedrock-invocationMetrics': metrics }), content: false, outputTokens: 0 }
}

function chunk(value: unknown): Uint8Array {
  return event('chunk', { bytes: Buffer.from(JSON.stringify(value)).toString('base64') })
}

function plainInput(usage: ServedUsage): number {
  return usage.input - usage.cacheRead - usage.cacheWrite - usage.cacheWrite1h
}
