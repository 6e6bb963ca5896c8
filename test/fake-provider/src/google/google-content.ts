import { type Answer, type EventStream, jsonAnswer, type Served, share, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { arrayAt, isObject, numberAt, objectAt } from '../json.ts'
import { composeReply, type Reply } from '../reply.ts'
import { idOf } from '../request-id.ts'
import { usageUntil } from '../served-usage.ts'
import { dataEvent } from '../sse.ts'
import { pieces } from '../text.ts'
import { googleErrorBody } from './google-errors.ts'
import { modelOf } from './google-model.ts'
import { usageMetadata } from './google-usage.ts'

type Json = Readonly<Record<string, unknown>>

/** An answer before it is told whole or piece by piece. */
interface Content {
  readonly exchange: Exchange
  readonly behaviour: Behaviour
  readonly model: string
  readonly reply: Reply
}

/** `POST models/NAME:generateContent`. */
export function content(exchange: Exchange, behaviour: Behaviour): Answer {
  const whole = compose(exchange, behaviour)
  const { reply } = whole
  const parts = [...thoughtParts(reply), ...textParts(reply.text), ...callParts(reply)]
  return jsonAnswer(chunk(whole, parts, finishReason(whole), reply.usage), served(whole))
}

/** `POST models/NAME:streamGenerateContent?alt=sse`. */
export function contentStream(exchange: Exchange, behaviour: Behaviour): Answer {
  const whole = compose(exchange, behaviour)
  const body: EventStream = {
    kind: 'stream',
    events: events(whole),
    errorEvent: () => dataEvent(googleErrorBody(503, behaviour.error)),
  }
  return { status: 200, body, served: [served(whole)] }
}

function compose(exchange: Exchange, behaviour: Behaviour): Content {
  const { body } = exchange
  const config = objectAt(body, 'generationConfig')
  const model = modelOf(exchange)
  const reply = composeReply(
    {
      model,
      prompt: JSON.stringify([objectAt(body, 'systemInstruction'), arrayAt(body, 'contents'), arrayAt(body, 'tools')]),
      maxTokens: numberAt(config, 'maxOutputTokens'),
      schema: objectAt(config, 'responseSchema') ?? objectAt(config, 'responseJsonSchema'),
      forcedTool: undefined,
      choices: numberAt(config, 'candidateCount') ?? 1,
    },
    behaviour,
  )
  return { exchange, behaviour, model: behaviour.model ?? model, reply }
}

function served({ model, behaviour, reply }: Content): Served {
  const serviceTier = behaviour.serviceTier ?? 'standard'
  return { endpoint: 'google content', model, serviceTier, usage: reply.usage }
}

/** Each event repeats the usage until then; the last one tells how the answer ended. */
function* events(whole: Content): Generator<StreamEvent> {
  const { reply } = whole
  const { reasoning, output } = reply.usage
  const parts = [
    ...pieces(reply.text, reply.chunks)
      .filter((text) => text !== '')
      .map((text) => ({ text })),
    ...callParts(reply),
  ]
  let generated = reasoning
  if (reasoning > 0)
    yield event(chunk(whole, thoughtParts(reply), undefined, usageUntil(reply.usage, generated)), reasoning, false)
  for (const [index, part] of parts.entries()) {
    const tokens = share(output - reasoning, parts.length, index)
    generated += tokens
    const isLast = index === parts.length - 1
    const usage = isLast ? reply.usage : usageUntil(reply.usage, generated)
    yield event(chunk(whole, [part], isLast ? finishReason(whole) : undefined, usage), tokens, true)
  }
  if (parts.length === 0) yield event(chunk(whole, [], finishReason(whole), reply.usage), output - reasoning, false)
}

function event(value: Json, outputTokens: number, hasContent: boolean): StreamEvent {
  return { wire: dataEvent(value), content: hasContent, outputTokens }
}

function chunk(
  { exchange, behaviour, model, reply }: Content,
  parts: readonly Json[],
  finished: string | undefined,
  usage: Reply['usage'],
): Json {
  const queries = Array.from({ length: reply.usage.webSearches }, (_, index) => `query ${index + 1}`)
  return {
    candidates: [
      {
        content: { parts, role: 'model' },
        ...(finished !== undefined && { finishReason: finished }),
        index: 0,
        ...(finished !== undefined && queries.length > 0 && { groundingMetadata: { webSearchQueries: queries } }),
      },
    ],
    usageMetadata: usageMetadata(exchange, usage, behaviour),
    modelVersion: model,
    responseId: idOf('resp_', exchange),
  }
}

function finishReason({ behaviour, reply }: Content): string {
  return behaviour.finishReason ?? (reply.truncated ? 'MAX_TOKENS' : 'STOP')
}

function thoughtParts({ reasoning }: Reply): readonly Json[] {
  return reasoning === undefined ? [] : [{ text: reasoning, thought: true }]
}

function textParts(text: string): readonly Json[] {
  return text === '' ? [] : [{ text }]
}

function callParts({ toolCalls }: Reply): readonly Json[] {
  return toolCalls.map(({ name, arguments: args }) => ({ functionCall: { name, args: isObject(args) ? args : {} } }))
}
