import { type Answer, jsonAnswer, share, type Served, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { isObject, isTrue, numberAt, objectAt } from '../json.ts'
import { errorBody, invalidRequest } from './openai-errors.ts'
import { nowSeconds } from './openai-request.ts'
import { completionUsage } from './openai-usage.ts'
import { composeReply, type Reply } from '../reply.ts'
import { idOf } from '../request-id.ts'
import { servedModel } from '../served-model.ts'
import { DONE_EVENT, dataEvent } from '../sse.ts'
import { pieces } from '../text.ts'

interface TextCompletion {
  readonly head: Readonly<Record<string, unknown>>
  readonly choices: number
  readonly finishReason: string
  readonly reply: Reply
  readonly usage: unknown
}

/** The limit of the legacy endpoint when the request names none. */
const DEFAULT_MAX_TOKENS = 16

/** `POST /v1/completions`, the legacy endpoint: `n` answers for each of the prompts. */
export function completions(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = requestedModel(exchange)
  if (model === undefined) return invalidRequest('you must provide a model parameter')
  const completion = compose(exchange, model, behaviour)
  const served: Served = {
    endpoint: 'openai completions',
    model: String(completion.head['model']),
    serviceTier: 'default',
    usage: completion.reply.usage,
  }
  const { head, choices, reply, finishReason, usage } = completion
  if (isTrue(body, 'stream')) {
    const includeUsage = isTrue(objectAt(body, 'stream_options'), 'include_usage')
    const errorEvent = (): string => dataEvent(errorBody(500, behaviour.error))
    return {
      status: 200,
      body: { kind: 'stream', events: events(completion, includeUsage), errorEvent },
      served: [served],
    }
  }
  return jsonAnswer(
    {
      ...head,
      choices: Array.from({ length: choices }, (_, index) => choice(index, reply.text, finishReason)),
      ...(usage !== null && { usage }),
    },
    served,
  )
}

function compose(exchange: Exchange, model: string, behaviour: Behaviour): TextCompletion {
  const { body } = exchange
  const prompt = isObject(body) ? body['prompt'] : undefined
  const prompts = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt.length : 1
  const choices = prompts * (numberAt(body, 'n') ?? 1)
  const reply = composeReply(
    {
      model,
      prompt: typeof prompt === 'string' ? prompt : JSON.stringify(prompt ?? ''),
      maxTokens: numberAt(body, 'max_tokens') ?? DEFAULT_MAX_TOKENS,
      schema: undefined,
      forcedTool: undefined,
      choices,
    },
    behaviour,
  )
  return {
    head: {
      id: idOf('cmpl-', exchange),
      object: 'text_completion',
      created: nowSeconds(),
      model: behaviour.model ?? servedModel(model),
    },
    choices,
    finishReason: behaviour.finishReason ?? (reply.truncated ? 'length' : 'stop'),
    reply,
    usage: completionUsage(reply.usage, behaviour),
  }
}

function* events(completion: TextCompletion, includeUsage: boolean): Generator<StreamEvent> {
  const { head, choices, reply, finishReason, usage } = completion
  const parts = pieces(reply.text, reply.chunks)
  const usageYet = includeUsage ? { usage: null } : {}
  for (let index = 0; index < choices; index++) {
    for (const [position, part] of parts.entries()) {
      const wire = dataEvent({ ...head, choices: [choice(index, part, null)], ...usageYet })
      const outputTokens = share(reply.usage.output, parts.length * choices, index * parts.length + position)
      yield { wire, content: true, outputTokens }
    }
    const last = dataEvent({ ...head, choices: [choice(index, '', finishReason)], ...usageYet })
    yield { wire: last, content: false, outputTokens: 0 }
  }
  if (includeUsage && usage !== null) {
    yield { wire: dataEvent({ ...head, choices: [], usage }), content: false, outputTokens: 0 }
  }
  yield { wire: DONE_EVENT, content: false, outputTokens: 0 }
}

function choice(index: number, text: string, finishReason: string | null): unknown {
  return { text, index, logprobs: null, finish_reason: finishReason }
}
