import { type Answer, jsonAnswer, type Served } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { arrayAt, isObject, isTrue, numberAt, objectAt, stringAt } from '../json.ts'
import { invalidRequest, notFound } from './openai-errors.ts'
import { forcedFunction, nowSeconds, openaiServiceTier } from './openai-request.ts'
import { type OutputItem, outputItems } from './openai-response-items.ts'
import { responseEvents } from './openai-response-stream.ts'
import { responseUsage } from './openai-usage.ts'
import { composeReply, type Reply } from '../reply.ts'
import { idOf } from '../request-id.ts'
import { servedModel } from '../served-model.ts'
import type { Store } from '../store.ts'

/** A response of the Responses API, before it is told whole or event by event. */
export interface ModelResponse {
  readonly id: string
  /** The object as it is in `response.created`: in progress, without output and usage. */
  readonly opening: Readonly<Record<string, unknown>>
  /** The object at the end. */
  readonly final: Readonly<Record<string, unknown>>
  readonly items: readonly OutputItem[]
  readonly reply: Reply
}

/** `POST /v1/responses`. */
export function responses(exchange: Exchange, behaviour: Behaviour, store: Store): Answer {
  const { body } = exchange
  const model = requestedModel(exchange)
  if (model === undefined)
    return invalidRequest("Missing required parameter: 'model'.", 'model', 'missing_required_parameter')
  const response = composeResponse(exchange, model, behaviour)
  if (!isObject(body) || body['store'] !== false) store.responses.set(response.id, response.final)
  // A response that failed has no usage, and what has no usage is not invoiced.
  const free = behaviour.failed !== undefined && behaviour.billed !== true
  const served: readonly Served[] = free
    ? []
    : [
        {
          endpoint: 'openai responses',
          model: String(response.final['model']),
          serviceTier: String(response.final['service_tier']),
          usage: response.reply.usage,
        },
      ]
  if (!isTrue(body, 'stream'))
    return jsonAnswer(isTrue(body, 'background') ? queued(response) : response.final, ...served)
  return { status: 200, body: responseEvents(response, behaviour), served }
}

/** `GET /v1/responses/:id`: the stored object again, usage included, at no cost. */
export function storedResponse(exchange: Exchange, _behaviour: Behaviour, store: Store): Answer {
  const id = exchange.path.split('/').at(-1) ?? ''
  const response = store.responses.get(id)
  return response === undefined ? notFound(`Response with id '${id}' not found.`) : jsonAnswer(response)
}

function composeResponse(exchange: Exchange, model: string, behaviour: Behaviour): ModelResponse {
  const { body } = exchange
  const format = objectAt(objectAt(body, 'text'), 'format')
  const reply = composeReply(
    {
      model,
      prompt: promptOf(body),
      maxTokens: numberAt(body, 'max_output_tokens'),
      schema: objectAt(format, 'schema'),
      forcedTool: forcedFunction(body),
      choices: 1,
    },
    behaviour,
  )
  const id = idOf('resp_', exchange)
  const items = behaviour.failed === undefined ? outputItems(exchange, reply) : []
  const incomplete = behaviour.finishReason ?? (reply.truncated ? 'max_output_tokens' : undefined)
  const created = nowSeconds()
  const opening = {
    id,
    object: 'response',
    created_at: created,
    status: 'in_progress',
    background: isTrue(body, 'background'),
    completed_at: null,
    error: null,
    incomplete_details: null,
    instructions: stringAt(body, 'instructions') ?? null,
    max_output_tokens: numberAt(body, 'max_output_tokens') ?? null,
    max_tool_calls: null,
    model: behaviour.model ?? servedModel(model),
    output: [],
    parallel_tool_calls: true,
    previous_response_id: stringAt(body, 'previous_response_id') ?? null,
    prompt_cache_key: null,
    reasoning: { effort: stringAt(objectAt(body, 'reasoning'), 'effort') ?? null, summary: null },
    safety_identifier: null,
    // Until it is served, the tier is the wish of the request.
    service_tier: stringAt(body, 'service_tier') ?? 'auto',
    store: !isObject(body) || body['store'] !== false,
    temperature: numberAt(body, 'temperature') ?? 1,
    text: { format: format ?? { type: 'text' }, verbosity: 'medium' },
    tool_choice: (isObject(body) && body['tool_choice']) || 'auto',
    tools: arrayAt(body, 'tools'),
    top_logprobs: 0,
    top_p: 1,
    truncation: 'disabled',
    usage: null,
    user: null,
    metadata: objectAt(body, 'metadata') ?? {},
  }
  const final = {
    ...opening,
    status: behaviour.failed ? 'failed' : incomplete === undefined ? 'completed' : 'incomplete',
    completed_at: behaviour.failed || incomplete !== undefined ? null : created,
    error: behaviour.failed ?? null,
    incomplete_details: incomplete === undefined ? null : { reason: incomplete },
    output: items.map((item) => item.done),
    service_tier: openaiServiceTier(body, behaviour),
    ...(reply.usage.webSearches > 0 && { tool_usage: toolUsage(reply.usage.webSearches) }),
    usage: behaviour.failed ? null : responseUsage(reply.usage, behaviour),
  }
  return { id, opening, final, items, reply }
}

function toolUsage(searches: number): unknown {
  const none = { image_tokens: 0, text_tokens: 0 }
  return {
    image_gen: { input_tokens: 0, input_tokens_details: none, output_tokens: 0, total_tokens: 0 },
    web_search: { num_requests: searches },
  }
}

function queued(response: ModelResponse): unknown {
  return { ...response.opening, status: 'queued' }
}

function promptOf(body: unknown): string {
  const input = isObject(body) ? body['input'] : undefined
  const tools = arrayAt(body, 'tools')
  return `${stringAt(body, 'instructions') ?? ''}${typeof input === 'string' ? input : JSON.stringify(input ?? '')}${
    tools.length > 0 ? JSON.stringify(tools) : ''
  }`
}
