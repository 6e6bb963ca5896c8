import { type Answer, jsonAnswer, type Served } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { arrayAt, isObject, isTrue, numberAt, objectAt } from '../json.ts'
import { chatEvents } from './openai-chat-stream.ts'
import { invalidRequest } from './openai-errors.ts'
import { forcedFunction, nowSeconds, openaiServiceTier } from './openai-request.ts'
import { completionUsage } from './openai-usage.ts'
import { composeReply, type Reply } from '../reply.ts'
import { idOf } from '../request-id.ts'
import { servedModel } from '../served-model.ts'

/** All that the JSON answer and the chunks of a chat completion have in common. */
export interface Chat {
  readonly id: string
  readonly created: number
  readonly model: string
  readonly serviceTier: string
  readonly choices: number
  readonly reply: Reply
  readonly usage: unknown
  readonly finishReason: string
  readonly toolCalls: readonly { id: string; name: string; arguments: string }[]
  /** Spoken answer, when the request asks for that modality. */
  readonly audio: { id: string; data: string; expires_at: number; transcript: string } | undefined
  /** Azure opens its streams with the verdict of its content filter. */
  readonly azure: boolean
}

/** `POST /v1/chat/completions`. */
export function chatCompletions(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = requestedModel(exchange)
  if (model === undefined) return invalidRequest('you must provide a model parameter')
  if (!isObject(body) || !Array.isArray(body['messages'])) {
    return invalidRequest("Missing required parameter: 'messages'.", 'messages', 'missing_required_parameter')
  }
  const chat = composeChat(exchange, model, behaviour)
  const served: Served = {
    endpoint: 'openai chat',
    model: chat.model,
    serviceTier: chat.serviceTier,
    usage: chat.reply.usage,
  }
  if (!isTrue(body, 'stream')) return jsonAnswer(completion(chat), served)
  const includeUsage = isTrue(objectAt(body, 'stream_options'), 'include_usage')
  return { status: 200, body: chatEvents(chat, includeUsage, behaviour), served: [served] }
}

function composeChat(exchange: Exchange, model: string, behaviour: Behaviour): Chat {
  const { body } = exchange
  const choices = numberAt(body, 'n') ?? 1
  const reply = composeReply(
    {
      model,
      prompt: promptOf(body),
      maxTokens: numberAt(body, 'max_completion_tokens') ?? numberAt(body, 'max_tokens'),
      schema: objectAt(objectAt(objectAt(body, 'response_format'), 'json_schema'), 'schema'),
      forcedTool: forcedFunction(body),
      choices,
    },
    behaviour,
  )
  const spoken = arrayAt(body, 'modalities').includes('audio')
  return {
    id: idOf('chatcmpl-', exchange),
    created: nowSeconds(),
    model: behaviour.model ?? servedModel(model),
    serviceTier: openaiServiceTier(body, behaviour),
    choices,
    reply,
    usage: completionUsage(reply.usage, behaviour),
    finishReason: behaviour.finishReason ?? finishReason(reply),
    toolCalls: reply.toolCalls.map((call, index) => ({
      id: idOf('call_', exchange, index + 1),
      name: call.name,
      arguments: JSON.stringify(call.arguments),
    })),
    audio: spoken
      ? {
          id: idOf('audio_', exchange),
          data: 'UklGRg==',
          expires_at: nowSeconds() + 3600,
          transcript: reply.text,
        }
      : undefined,
    azure: exchange.path.includes('/deployments/'),
  }
}

function completion(chat: Chat): unknown {
  const { reply } = chat
  const message = {
    role: 'assistant',
    content: contentOf(chat),
    refusal: reply.refusal ?? null,
    annotations: [],
    ...(chat.audio && { audio: chat.audio }),
    ...(chat.toolCalls.length > 0 && {
      tool_calls: chat.toolCalls.map(({ id, ...call }) => ({
        id,
        type: 'function',
        function: call,
      })),
    }),
  }
  return {
    id: chat.id,
    object: 'chat.completion',
    created: chat.created,
    model: chat.model,
    choices: Array.from({ length: chat.choices }, (_, index) => ({
      index,
      message,
      logprobs: null,
      finish_reason: chat.finishReason,
    })),
    ...(chat.usage !== null && { usage: chat.usage }),
    service_tier: chat.serviceTier,
    system_fingerprint: 'fp_fake',
  }
}

function contentOf({ reply, audio, toolCalls }: Chat): string | null {
  if (audio !== undefined || reply.refusal !== undefined) return null
  return reply.text === '' && toolCalls.length > 0 ? null : reply.text
}

function promptOf(body: unknown): string {
  const tools = arrayAt(body, 'tools')
  return JSON.stringify(arrayAt(body, 'messages')) + (tools.length > 0 ? JSON.stringify(tools) : '')
}

function finishReason(reply: Reply): string {
  if (reply.toolCalls.length > 0) return 'tool_calls'
  return reply.truncated ? 'length' : 'stop'
}
