import type { ResponseCreateParams } from 'openai/resources/responses/responses'
import type { CallResponse, Operation, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { responseContent } from './response-content.ts'
import { answerSchema, messagesText } from './prompt-text.ts'
import { returnedCostUsd } from './returned-cost.ts'
import { type ResponseUsage, responseUsage } from './usage.ts'

/** What is read of a response. */
interface ResponseAnswer {
  readonly id?: string
  readonly model?: string
  readonly status?: string
  readonly service_tier?: string | null
  readonly usage?: ResponseUsage | null
  readonly incomplete_details?: { readonly reason?: string } | null
  readonly error?: { readonly code?: string } | null
  readonly output?: readonly OutputItem[] | null
}

interface OutputItem {
  readonly type?: string
  readonly action?: { readonly type?: string }
  readonly container_id?: string
}

/** An event of a stream: each of the life-cycle events carries the response as far as it has come. */
interface ResponseEvent {
  readonly type: string
  readonly response?: ResponseAnswer | null
  readonly delta?: unknown
  /** Of the event `error`, which some majors of the SDK throw and others pass on. */
  readonly code?: string | null
}

function responsesOperation(method: string, path = '/responses'): Operation {
  return operation<ResponseCreateParams, ResponseAnswer, ResponseEvent>({
    name: 'chat',
    method,
    paths: [path],
    constants: { [semconv.OPENAI_API_TYPE]: 'responses' },
    request: [
      [semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true'],
      [semconv.GEN_AI_REQUEST_MAX_TOKENS, 'max_output_tokens', 'number'],
      [semconv.GEN_AI_REQUEST_TEMPERATURE, 'temperature', 'number'],
      [semconv.GEN_AI_REQUEST_TOP_P, 'top_p', 'number'],
      [semconv.GEN_AI_REQUEST_REASONING_LEVEL, ['reasoning', 'effort'], 'string'],
      [semconv.GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID, 'previous_response_id', 'string'],
      [semconv.OPENAI_REQUEST_SERVICE_TIER, 'service_tier', 'string'],
    ],
    maxOutputTokens: (params) => params.max_output_tokens ?? undefined,
    prompt: ({ input, instructions, tools, text }) =>
      messagesText(input, instructions, tools, answerSchema(text?.format)),
    response: readResponse,
    fold: foldResponse,
    content: responseContent,
  })
}

/** https://platform.openai.com/docs/api-reference/responses, seen 2026-11. */
export const responses: readonly Operation[] = [
  responsesOperation('OpenAI.Responses.prototype.create'),
  responsesOperation('OpenAI.Beta.Responses.prototype.create'),
  // Compacting a conversation is paid for as the call that it is.
  responsesOperation('OpenAI.Responses.prototype.compact', '/responses/compact'),
]

function readResponse(answer: ResponseAnswer): CallResponse {
  return {
    id: answer.id,
    model: answer.model,
    serviceTier: answer.service_tier ?? undefined,
    usage: responseUsage(answer.usage),
    costUsd: returnedCostUsd(answer.usage),
    finishReasons: finishReasons(answer),
    toolCalls: toolCalls(answer.output),
    errorType: answer.status === 'failed' ? (answer.error?.code ?? 'failed') : undefined,
  }
}

/** The Responses API has a status where chat has a reason: the reason is told only for what is incomplete. */
function finishReasons({ status, incomplete_details }: ResponseAnswer): readonly string[] | undefined {
  if (status === 'completed') return ['stop']
  if (status === 'incomplete') return [incomplete_details?.reason ?? 'incomplete']
  return status === 'failed' || status === 'cancelled' ? ['error'] : undefined
}

/**
 * Tools that OpenAI runs and bills apart: searches by the call, code interpreter by the container.
 * Opening a page and finding text in it are actions of web search that cost nothing but tokens.
 * https://platform.openai.com/docs/pricing#built-in-tools, seen 2026-11.
 */
function toolCalls(output: ResponseAnswer['output']): Readonly<Record<string, number>> | undefined {
  if (output == null) return undefined
  const containers = new Set<string>()
  let webSearch = 0
  let fileSearch = 0
  for (const { type, action, container_id } of output) {
    if (type === 'web_search_call' && (action?.type ?? 'search') === 'search') webSearch += 1
    if (type === 'file_search_call') fileSearch += 1
    if (type === 'code_interpreter_call' && container_id !== undefined) containers.add(container_id)
  }
  return { web_search: webSearch, file_search: fileSearch, code_interpreter: containers.size }
}

function foldResponse(): StreamFold<ResponseEvent> {
  let latest: ResponseAnswer = {}
  let text = ''
  let errorType: string | undefined
  return {
    add({ type, response, delta, code }) {
      if (response) latest = response
      else if (type === 'error') errorType = code ?? 'error'
      else if (typeof delta === 'string' && type.endsWith('.delta')) text += delta
      return undefined
    },
    response: () => (errorType === undefined ? readResponse(latest) : { ...readResponse(latest), errorType }),
    hasFinalUsage: () => latest.usage !== undefined && latest.usage !== null,
    generatedText: () => text,
  }
}
