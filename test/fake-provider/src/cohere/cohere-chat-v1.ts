import { type Answer, jsonAnswer, share, type Served, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { isTrue, numberAt, stringAt } from '../json.ts'
import { composeReply, type Reply } from '../reply.ts'
import { idOf } from '../request-id.ts'
import { pieces } from '../text.ts'
import { cohereUsage } from './cohere-usage.ts'

/** `POST /v1/chat`, whose streams are lines of JSON and end with the whole answer. */
export function cohereChatV1(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = requestedModel(exchange) ?? 'default'
  const reply = composeReply(
    {
      model,
      prompt: stringAt(body, 'message') ?? '',
      maxTokens: numberAt(body, 'max_tokens'),
      schema: undefined,
      forcedTool: undefined,
      choices: 1,
    },
    behaviour,
  )
  const served: Served = { endpoint: 'cohere chat v1', model, serviceTier: 'default', usage: reply.usage }
  const answer = {
    text: reply.text,
    generation_id: idOf('gen-', exchange),
    finish_reason: behaviour.finishReason ?? 'COMPLETE',
    meta: cohereUsage(reply.usage, behaviour),
  }
  if (!isTrue(body, 'stream')) return jsonAnswer(answer, served)
  return {
    status: 200,
    body: {
      kind: 'stream',
      contentType: 'application/stream+json',
      events: events(reply, answer),
      errorEvent: () => line({ is_finished: true, event_type: 'stream-end', finish_reason: 'ERROR' }),
    },
    served: [served],
  }
}

function* events({ text, chunks, usage }: Reply, answer: Readonly<Record<string, unknown>>): Generator<StreamEvent> {
  const parts = pieces(text, chunks)
  const start = { is_finished: false, event_type: 'stream-start', generation_id: answer['generation_id'] }
  yield { wire: line(start), content: false, outputTokens: 0 }
  for (const [index, part] of parts.entries()) {
    const wire = line({ is_finished: false, event_type: 'text-generation', text: part })
    yield { wire, content: true, outputTokens: share(usage.output, parts.length, index) }
  }
  const end = { is_finished: true, event_type: 'stream-end', finish_reason: answer['finish_reason'], response: answer }
  yield { wire: line(end), content: false, outputTokens: 0 }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
