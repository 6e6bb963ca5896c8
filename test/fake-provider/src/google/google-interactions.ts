import { type Answer, type EventStream, jsonAnswer, share, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { isObject, isTrue, numberAt, objectAt, stringAt } from '../json.ts'
import { composeReply, type Reply } from '../reply.ts'
import { idOf } from '../request-id.ts'
import { DONE_EVENT, namedEvent } from '../sse.ts'
import { pieces } from '../text.ts'
import { googleErrorBody } from './google-errors.ts'

/** An interaction before it is told whole or event by event. */
interface Interaction {
  readonly id: string
  readonly model: string
  readonly serviceTier: string
  readonly reply: Reply
  readonly rawUsage: unknown
}

/** `POST interactions`. */
export function interactions(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = stringAt(body, 'model') ?? ''
  const reply = composeReply(
    {
      model,
      prompt: JSON.stringify(isObject(body) ? body['input'] : ''),
      maxTokens: numberAt(objectAt(body, 'generation_config'), 'max_output_tokens'),
      schema: undefined,
      forcedTool: undefined,
      choices: 1,
    },
    behaviour,
  )
  const serviceTier = behaviour.serviceTier ?? 'standard'
  const whole = {
    id: idOf('int_', exchange),
    model: behaviour.model ?? model,
    serviceTier,
    reply,
    rawUsage: behaviour.rawUsage,
  }
  const served = { endpoint: 'google interactions', model: whole.model, serviceTier, usage: reply.usage }
  if (!isTrue(body, 'stream')) return jsonAnswer({ ...finished(whole), steps: [outputStep(reply.text)] }, served)
  const stream: EventStream = {
    kind: 'stream',
    events: events(whole),
    errorEvent: () => namedEvent('error', { event_type: 'error', ...googleErrorBody(503, behaviour.error) }),
  }
  return { status: 200, body: stream, served: [served] }
}

function* events(whole: Interaction): Generator<StreamEvent> {
  const { id, model, reply } = whole
  yield silent('interaction.created', { interaction: { id, object: 'interaction', model, status: 'in_progress' } })
  yield silent('step.start', { index: 0, step: { type: 'model_output' } }, reply.usage.reasoning)
  const parts = pieces(reply.text, reply.chunks)
  for (const [index, text] of parts.entries()) {
    const outputTokens = share(reply.usage.output - reply.usage.reasoning, parts.length, index)
    const value = { event_type: 'step.delta', index: 0, delta: { type: 'text', text } }
    yield { wire: namedEvent('step.delta', value), content: true, outputTokens }
  }
  yield silent('step.stop', { index: 0 })
  yield silent('interaction.completed', { interaction: finished(whole) })
  yield { wire: `event: done\n${DONE_EVENT}`, content: false, outputTokens: 0 }
}

function silent(type: string, value: object, outputTokens = 0): StreamEvent {
  return { wire: namedEvent(type, { event_type: type, ...value }), content: false, outputTokens }
}

function finished({ id, model, serviceTier, reply, rawUsage }: Interaction): object {
  const { usage } = reply
  const told = {
    total_input_tokens: usage.input,
    total_cached_tokens: usage.cacheRead,
    total_output_tokens: usage.output - usage.reasoning,
    total_thought_tokens: usage.reasoning,
    total_tool_use_tokens: 0,
    total_tokens: usage.input + usage.output,
  }
  const head = { id, object: 'interaction', model, status: 'completed', service_tier: serviceTier }
  return { ...head, usage: rawUsage === undefined ? told : rawUsage }
}

function outputStep(text: string): object {
  return { type: 'model_output', content: [{ type: 'text', text }] }
}
