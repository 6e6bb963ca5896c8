import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages'
import type { CallResponse, Operation, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { messageContent } from './message-content.ts'
import { type MessageUsage, messageUsage } from './usage.ts'

/** What is read of a message. */
interface MessageAnswer {
  readonly id?: string
  readonly model?: string
  readonly stop_reason?: string | null
  readonly usage?: MessageUsage | null
}

/** An event of a stream. `message_start` has the input and a placeholder for the output, `message_delta` the totals. */
interface MessageEvent {
  readonly type: string
  readonly message?: MessageAnswer | null
  readonly usage?: MessageUsage | null
  readonly delta?: {
    readonly stop_reason?: string | null
    readonly text?: string
    readonly thinking?: string
    readonly partial_json?: string
  }
}

function messagesOperation(method: string): Operation {
  return operation<MessageCreateParams, MessageAnswer, MessageEvent>({
    name: 'chat',
    method,
    paths: ['/messages'],
    request: [
      [semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true'],
      [semconv.GEN_AI_REQUEST_MAX_TOKENS, 'max_tokens', 'number'],
      [semconv.GEN_AI_REQUEST_TEMPERATURE, 'temperature', 'number'],
      [semconv.GEN_AI_REQUEST_TOP_P, 'top_p', 'number'],
      [semconv.GEN_AI_REQUEST_TOP_K, 'top_k', 'number'],
      [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, 'stop_sequences', 'strings'],
      [semconv.GEN_AI_REQUEST_REASONING_LEVEL, ['output_config', 'effort'], 'string'],
    ],
    maxOutputTokens: (params) => params.max_tokens,
    response: readMessage,
    fold: foldMessage,
    content: messageContent,
  })
}

/** https://platform.claude.com/docs/en/api/messages, seen 2026-11. */
export const messages: readonly Operation[] = [
  messagesOperation('Anthropic.Messages.prototype.create'),
  messagesOperation('Anthropic.Beta.Messages.prototype.create'),
]

/** Reads a message, which Bedrock and Vertex AI give in the same form. */
function readMessage({ id, model, stop_reason, usage }: MessageAnswer): CallResponse {
  const webSearches = usage?.server_tool_use?.web_search_requests
  return {
    id,
    model,
    finishReasons: stop_reason ? [stop_reason] : undefined,
    usage: messageUsage(usage),
    toolCalls: webSearches ? { web_search: webSearches } : undefined,
    // Fast mode is no service tier at Anthropic, but like one it is another price for the same tokens.
    serviceTier: usage?.speed === 'fast' ? 'fast' : (usage?.service_tier ?? undefined),
    region: usage?.inference_geo === 'not_available' ? undefined : (usage?.inference_geo ?? undefined),
  }
}

/** Folds the events of a message. */
export function foldMessage(): StreamFold<MessageEvent> {
  let message: MessageAnswer = {}
  let hasTotals = false
  let text = ''
  return {
    add(event) {
      if (event.type === 'content_block_delta') {
        text += event.delta?.text ?? event.delta?.thinking ?? event.delta?.partial_json ?? ''
      } else if (event.type === 'message_start') {
        message = event.message ?? {}
      } else if (event.type === 'message_delta') {
        hasTotals ||= event.usage?.output_tokens != null
        // The counts are cumulative, and a count that is left out is as it was at the start.
        message = {
          ...message,
          stop_reason: event.delta?.stop_reason ?? null,
          usage: merged(message.usage, event.usage),
        }
      }
      return undefined
    },
    response: () => readMessage(message),
    hasFinalUsage: () => hasTotals,
    generatedText: () => text,
  }
}

function merged(start: MessageUsage | null | undefined, delta: MessageUsage | null | undefined): MessageUsage {
  const told = Object.entries(delta ?? {}).filter(([, value]) => value !== null && value !== undefined)
  return { ...start, ...(Object.fromEntries(told) as MessageUsage) }
}
