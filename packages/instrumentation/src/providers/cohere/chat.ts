import type { CallResponse, Operation, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { messagesText } from '../openai/prompt-text.ts'
import { chatRequest } from './request.ts'
import { type CohereUsage, cohereTokens, cohereUnits } from './usage.ts'

/** What is read of an answer of the v2 API, which does not name the model. */
interface ChatAnswer {
  readonly id?: string | null
  readonly finishReason?: string | null
  readonly usage?: CohereUsage | null
}

/** An event of a stream. `message-start` has the id, `message-end` the usage. */
interface ChatEvent {
  readonly type?: string
  readonly id?: string | null
  readonly delta?: {
    readonly finishReason?: string | null
    readonly usage?: CohereUsage | null
    readonly message?: {
      readonly content?: { readonly text?: string | null; readonly thinking?: string | null } | null
      readonly toolPlan?: string | null
      readonly toolCalls?: {
        readonly function?: { readonly name?: string | null; readonly arguments?: string | null } | null
      } | null
    } | null
  } | null
}

interface ChatParams {
  readonly messages: unknown
  readonly tools?: unknown
  readonly documents?: unknown
  readonly maxTokens?: number
}

function chatOperation(method: string, streams?: true): Operation {
  return operation<ChatParams, ChatAnswer, ChatEvent>({
    name: 'chat',
    method: `CohereClient.prototype.v2.constructor.prototype.${method}`,
    paths: ['/v2/chat'],
    wireCase: 'snake',
    ...(streams && { streams }),
    request: [...chatRequest, [semconv.GEN_AI_REQUEST_REASONING_LEVEL, ['thinking', 'type'], 'string']],
    maxOutputTokens: ({ maxTokens }) => maxTokens,
    prompt: ({ messages, tools, documents }) => messagesText(messages, tools, documents),
    response: readChat,
    fold: foldChat,
  })
}

/** Chat of the v2 API, by which `CohereClientV2` works too. https://docs.cohere.com/reference/chat, seen 2026-11. */
export const chat: readonly Operation[] = [chatOperation('chat'), chatOperation('chatStream', true)]

function readChat({ id, finishReason, usage }: ChatAnswer): CallResponse {
  return {
    id: id ?? undefined,
    finishReasons: finishReason ? [finishReason] : undefined,
    usage: cohereTokens(usage),
    units: cohereUnits(usage),
  }
}

function foldChat(): StreamFold<ChatEvent> {
  let answer: ChatAnswer = {}
  let text = ''
  return {
    add({ type, id, delta }) {
      if (type === 'message-start') answer = { ...answer, id: id ?? null }
      else if (type === 'message-end') {
        answer = { ...answer, finishReason: delta?.finishReason ?? null, usage: delta?.usage ?? null }
      }
      const { content, toolPlan, toolCalls } = delta?.message ?? {}
      text += content?.text ?? content?.thinking ?? toolPlan ?? ''
      text += (toolCalls?.function?.name ?? '') + (toolCalls?.function?.arguments ?? '')
      return undefined
    },
    response: () => readChat(answer),
    hasFinalUsage: () => readChat(answer).usage !== undefined,
    generatedText: () => text,
  }
}
