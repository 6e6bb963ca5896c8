import type { CallResponse, Operation, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import { chatRequest } from './request.ts'
import { type CohereUsage, cohereTokens, cohereUnits } from './usage.ts'

/** What is read of an answer of the v1 API. */
interface ChatAnswer {
  readonly generationId?: string | null
  readonly finishReason?: string | null
  readonly meta?: CohereUsage | null
}

/** An event of a stream, of which the last one, `stream-end`, repeats the whole answer. */
interface ChatEvent {
  readonly eventType?: string
  readonly generationId?: string | null
  readonly text?: string | null
  readonly response?: ChatAnswer | null
}

interface ChatParams {
  readonly message?: string
  readonly preamble?: string
  readonly chatHistory?: unknown
  readonly documents?: unknown
  readonly tools?: unknown
  readonly maxTokens?: number
}

function chatOperation(method: string, streams?: true): Operation {
  return operation<ChatParams, ChatAnswer, ChatEvent>({
    name: 'chat',
    method: `CohereClient.prototype.${method}`,
    ...(streams && { streams }),
    request: chatRequest,
    maxOutputTokens: ({ maxTokens }) => maxTokens,
    prompt: ({ message, preamble, chatHistory, documents, tools }) => ({
      texts: [preamble, chatHistory, documents, tools, message].filter((text) => text !== undefined),
      overheadTokens: 0,
    }),
    response: readChat,
    fold: foldChat,
  })
}

/** Chat of the v1 API, which the SDK still has. https://docs.cohere.com/v1/reference/chat, seen 2026-11. */
export const chatV1: readonly Operation[] = [chatOperation('chat'), chatOperation('chatStream', true)]

function readChat({ generationId, finishReason, meta }: ChatAnswer): CallResponse {
  return {
    id: generationId ?? undefined,
    finishReasons: finishReason ? [finishReason] : undefined,
    usage: cohereTokens(meta),
    units: cohereUnits(meta),
  }
}

function foldChat(): StreamFold<ChatEvent> {
  let answer: ChatAnswer = {}
  let text = ''
  return {
    add({ eventType, generationId, text: piece, response }) {
      if (eventType === 'stream-start') answer = { ...answer, generationId: generationId ?? null }
      else if (eventType === 'stream-end') answer = { ...answer, ...response }
      else if (eventType === 'text-generation') text += piece ?? ''
      return undefined
    },
    response: () => readChat(answer),
    hasFinalUsage: () => readChat(answer).usage !== undefined,
    generatedText: () => text,
  }
}
