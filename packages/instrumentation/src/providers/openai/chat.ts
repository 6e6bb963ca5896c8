import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'
import type { CallResponse, Operation, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { chatContent } from './chat-content.ts'
import { answerSchema, messagesText } from './prompt-text.ts'
import { askForStreamUsage } from './stream-usage.ts'
import { returnedCostUsd } from './returned-cost.ts'
import { billedUnits, type CompletionUsage, completionUsage, searchContextTier } from './usage.ts'
import { inOrder } from '../in-order.ts'

/** What is read of a chat completion, whole or in chunks. */
interface ChatAnswer {
  readonly id?: string
  readonly model?: string
  readonly service_tier?: string | null
  readonly system_fingerprint?: string | null
  readonly usage?: CompletionUsage | null
  readonly choices?: readonly { readonly finish_reason?: string | null }[]
}

interface ChatChunk extends Omit<ChatAnswer, 'choices'> {
  /** Groq's own place for the usage of a stream, which it sends unasked. */
  readonly x_groq?: { readonly usage?: CompletionUsage | null } | null
  readonly choices?: readonly {
    readonly index?: number
    readonly finish_reason?: string | null
    readonly delta?: {
      readonly content?: string | null
      /** The thoughts of models that show them, under the names of DeepSeek and of OpenRouter, Groq and vLLM. */
      readonly reasoning_content?: string | null
      readonly reasoning?: string | null
      readonly refusal?: string | null
      readonly tool_calls?: readonly { readonly function?: { readonly name?: string; readonly arguments?: string } }[]
    }
  }[]
}

/** https://platform.openai.com/docs/api-reference/chat, seen 2026-11. */
export const chat: Operation = {
  ...chatCompletions('OpenAI.Chat.Completions.prototype.create'),
  constants: { [semconv.OPENAI_API_TYPE]: 'chat_completions' },
}

/** A method that makes chat completions in OpenAI's format, which many SDKs have under their own name. */
export function chatCompletions(method: string): Operation {
  return operation<ChatCompletionCreateParams, ChatAnswer, ChatChunk>({
    name: 'chat',
    method,
    paths: ['/chat/completions'],
    request: [
      [semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true'],
      [semconv.GEN_AI_REQUEST_MAX_TOKENS, 'max_completion_tokens', 'number'],
      [semconv.GEN_AI_REQUEST_MAX_TOKENS, 'max_tokens', 'number'],
      [semconv.GEN_AI_REQUEST_TEMPERATURE, 'temperature', 'number'],
      [semconv.GEN_AI_REQUEST_TOP_P, 'top_p', 'number'],
      [semconv.GEN_AI_REQUEST_FREQUENCY_PENALTY, 'frequency_penalty', 'number'],
      [semconv.GEN_AI_REQUEST_PRESENCE_PENALTY, 'presence_penalty', 'number'],
      [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, 'stop', 'strings'],
      [semconv.GEN_AI_REQUEST_CHOICE_COUNT, 'n', 'number'],
      [semconv.GEN_AI_REQUEST_SEED, 'seed', 'number'],
      [semconv.GEN_AI_REQUEST_REASONING_LEVEL, 'reasoning_effort', 'string'],
      [semconv.OPENAI_REQUEST_SERVICE_TIER, 'service_tier', 'string'],
    ],
    maxOutputTokens(params) {
      const perChoice = params.max_completion_tokens ?? params.max_tokens
      return perChoice == null ? undefined : perChoice * (params.n ?? 1)
    },
    prompt: (params) => messagesText(params.messages, params.tools, answerSchema(params.response_format)),
    response: (answer) => ({ ...facts(answer), finishReasons: finishReasons(answer.choices) }),
    fold: foldChat,
    content: chatContent,
    askForUsage: askForStreamUsage,
  })
}

function facts(answer: ChatChunk | ChatAnswer): CallResponse {
  return {
    model: answer.model,
    id: answer.id,
    serviceTier: searchContextTier(answer.usage) ?? answer.service_tier ?? undefined,
    systemFingerprint: answer.system_fingerprint ?? undefined,
    usage: completionUsage(answer.usage),
    units: billedUnits(answer.usage),
    costUsd: returnedCostUsd(answer.usage),
  }
}

const NO_CHOICE: NonNullable<ChatChunk['choices']>[number] = {}

function foldChat(): StreamFold<ChatChunk> {
  let first: ChatChunk | undefined
  let serviceTier: string | null | undefined
  let usage: CompletionUsage | null | undefined
  let text = ''
  const reasons = new Map<number, string>()

  return {
    add(chunk) {
      // Azure opens with the verdict of its content filter, which has an empty model and id.
      if (!first?.model) first = chunk
      serviceTier ??= chunk.service_tier
      // Some servers repeat the usage so far in every chunk: the last one holds.
      usage = chunk.usage ?? chunk.x_groq?.usage ?? usage
      const { choices } = chunk
      if (!choices?.length) return chunk.usage ? 'usage-only' : undefined
      // By index: until V8 has compiled this, `of` allocates more for each chunk than all else that we do.
      for (let at = 0; at < choices.length; at += 1) {
        const { index, delta, finish_reason } = choices[at] ?? NO_CHOICE
        if (finish_reason) reasons.set(index ?? 0, finish_reason)
        if (!delta) continue
        if (delta.content) text += delta.content
        if (delta.refusal) text += delta.refusal
        const thought = delta.reasoning_content ?? delta.reasoning
        if (thought) text += thought
        if (!delta.tool_calls) continue
        for (const call of delta.tool_calls) text += (call.function?.name ?? '') + (call.function?.arguments ?? '')
      }
      return undefined
    },
    response: () => ({
      ...facts({ ...first, service_tier: serviceTier ?? null, usage: usage ?? null }),
      finishReasons: inOrder(reasons),
    }),
    hasFinalUsage: () => usage !== undefined && usage !== null,
    generatedText: () => text,
  }
}

function finishReasons(choices: ChatAnswer['choices'] | null): readonly string[] | undefined {
  if (!choices) return undefined
  const reasons: string[] = []
  for (const { finish_reason } of choices) if (finish_reason) reasons.push(finish_reason)
  return reasons
}
