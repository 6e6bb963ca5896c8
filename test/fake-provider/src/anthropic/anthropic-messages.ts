import { type Answer, jsonAnswer, type Served } from '../answer.ts'
import { contentBlocks } from './anthropic-blocks.ts'
import { anthropicRefusal } from './anthropic-errors.ts'
import { messageEvents } from './anthropic-stream.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { arrayAt, isObject, isTrue, type JsonObject, numberAt, objectAt, stringAt } from '../json.ts'
import { type ModelMessage, wholeMessage } from '../model-message.ts'
import { idOf, requestId } from '../request-id.ts'
import { composeReply, type Reply } from '../reply.ts'
import { servedModel } from '../served-model.ts'
import { tokensIn } from '../text.ts'

/** `POST /v1/messages`, with and without `?beta=true`. */
export function messages(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = requestedModel(exchange)
  const missing =
    model === undefined ? 'model' : ['max_tokens', 'messages'].find((key) => !isObject(body) || !(key in body))
  if (model === undefined || missing !== undefined) {
    return anthropicRefusal(400, requestId(exchange), `${missing}: Field required`)
  }
  const message = composeMessage(exchange, model, behaviour)
  const served: Served = {
    endpoint: 'anthropic messages',
    model: message.model,
    serviceTier: message.serviceTier,
    usage: message.reply.usage,
  }
  if (!isTrue(body, 'stream')) return jsonAnswer(wholeMessage(message, behaviour), served)
  return { status: 200, body: messageEvents(message, behaviour), served: [served] }
}

/** `POST /v1/messages/count_tokens`, which costs nothing. */
export function countTokens(exchange: Exchange, behaviour: Behaviour): Answer {
  const beta = exchange.query.includes('beta=true')
  const input = behaviour.usage?.input ?? tokensIn(promptOf(exchange.body)) + 3
  return jsonAnswer({ input_tokens: input, ...(beta && { context_management: null }) })
}

function composeMessage(exchange: Exchange, model: string, behaviour: Behaviour): ModelMessage {
  const { body } = exchange
  const format = objectAt(objectAt(body, 'output_config'), 'format') ?? objectAt(body, 'output_format')
  const thinks = stringAt(objectAt(body, 'thinking'), 'type') === 'enabled'
  const told: Behaviour =
    thinks && behaviour.reasoning === undefined ? { ...behaviour, reasoning: 'Let me think.' } : behaviour
  const reply = composeReply(
    {
      model,
      prompt: promptOf(body),
      maxTokens: numberAt(body, 'max_tokens'),
      schema: objectAt(format, 'schema'),
      forcedTool: forcedTool(body),
      choices: 1,
    },
    told,
  )
  return {
    id: idOf('msg_', exchange),
    model: behaviour.model ?? servedModel(model),
    serviceTier: behaviour.serviceTier ?? 'standard',
    reply,
    blocks: contentBlocks(exchange, reply),
    stopReason: behaviour.finishReason ?? stopReason(reply),
    stopDetails:
      reply.refusal === undefined ? null : { type: 'refusal', category: 'general_harms', explanation: reply.refusal },
    requestId: requestId(exchange),
  }
}

function forcedTool(body: unknown): { name: string; schema: JsonObject } | undefined {
  const choice = objectAt(body, 'tool_choice')
  const tools = arrayAt(body, 'tools').filter((own) => objectAt(own, 'input_schema') !== undefined)
  const wanted = stringAt(choice, 'name')
  const tool =
    stringAt(choice, 'type') === 'any'
      ? tools[0]
      : tools.find((own) => wanted !== undefined && stringAt(own, 'name') === wanted)
  const name = stringAt(tool, 'name')
  return name === undefined ? undefined : { name, schema: objectAt(tool, 'input_schema') ?? {} }
}

function stopReason(reply: Reply): string {
  if (reply.refusal !== undefined) return 'refusal'
  if (reply.toolCalls.length > 0) return 'tool_use'
  return reply.truncated ? 'max_tokens' : 'end_turn'
}

function promptOf(body: unknown): string {
  const system = isObject(body) ? body['system'] : undefined
  const tools = arrayAt(body, 'tools')
  return [system ?? [], tools, arrayAt(body, 'messages')]
    .filter((part) => !Array.isArray(part) || part.length > 0)
    .map((part) => JSON.stringify(part))
    .join('')
}
