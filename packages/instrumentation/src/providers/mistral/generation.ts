import type { CallResponse, Operation, OperationName, PromptText, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { messagesText } from '../openai/prompt-text.ts'
import { type MistralUsage, mistralUsage } from './usage.ts'
import { inOrder } from '../in-order.ts'

interface GenerationParams {
  readonly messages?: unknown
  readonly tools?: unknown
  readonly prompt?: string
  readonly suffix?: string | null
  readonly maxTokens?: number | null
  readonly n?: number | null
}

/** What is read of an answer, whole or in chunks. */
interface Generation {
  readonly id?: string | null
  readonly model?: string | null
  readonly usage?: MistralUsage | null
  readonly choices?: readonly { readonly index?: number; readonly finishReason?: string | null }[] | null
}

/** An item of a stream: the chunk, in the envelope of its server-sent event. */
interface GenerationEvent {
  readonly data?:
    | (Omit<Generation, 'choices'> & {
        readonly choices?:
          | readonly {
              readonly index?: number
              readonly finishReason?: string | null
              readonly delta?: { readonly content?: unknown; readonly toolCalls?: readonly unknown[] | null } | null
            }[]
          | null
      })
    | null
}

function generation(name: OperationName, resource: string, method: string): Operation {
  return operation<GenerationParams, Generation, GenerationEvent>({
    name,
    method: `Mistral.prototype.${resource}.constructor.prototype.${method}`,
    ...(method.toLowerCase().endsWith('stream') && { streams: true }),
    request: [
      [semconv.GEN_AI_REQUEST_MAX_TOKENS, 'maxTokens', 'number'],
      [semconv.GEN_AI_REQUEST_TEMPERATURE, 'temperature', 'number'],
      [semconv.GEN_AI_REQUEST_TOP_P, 'topP', 'number'],
      [semconv.GEN_AI_REQUEST_FREQUENCY_PENALTY, 'frequencyPenalty', 'number'],
      [semconv.GEN_AI_REQUEST_PRESENCE_PENALTY, 'presencePenalty', 'number'],
      [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, 'stop', 'strings'],
      [semconv.GEN_AI_REQUEST_CHOICE_COUNT, 'n', 'number'],
      [semconv.GEN_AI_REQUEST_SEED, 'randomSeed', 'number'],
      [semconv.GEN_AI_REQUEST_REASONING_LEVEL, 'reasoningEffort', 'string'],
    ],
    maxOutputTokens: ({ maxTokens, n }) => (maxTokens == null ? undefined : maxTokens * (n ?? 1)),
    prompt,
    response: readGeneration,
    fold: foldGeneration,
  })
}

/** https://docs.mistral.ai/api/endpoint/chat, .../fim and .../agents, seen 2026-11. */
export const generations: readonly Operation[] = [
  ...['complete', 'stream', 'parse', 'parseStream'].map((method) => generation('chat', 'chat', method)),
  ...['complete', 'stream'].map((method) => generation('chat', 'agents', method)),
  ...['complete', 'stream'].map((method) => generation('text_completion', 'fim', method)),
]

function prompt({ messages, tools, prompt: before, suffix }: GenerationParams): PromptText {
  if (messages !== undefined) return messagesText(messages, tools)
  return { texts: [before, suffix].filter((text) => typeof text === 'string'), overheadTokens: 0 }
}

function readGeneration({ id, model, usage, choices }: Generation): CallResponse {
  return {
    id: id ?? undefined,
    model: model ?? undefined,
    finishReasons: choices?.flatMap(({ finishReason }) => finishReason ?? []),
    usage: mistralUsage(usage),
    serviceTier: usage?.serviceTier ?? undefined,
  }
}

function foldGeneration(): StreamFold<GenerationEvent> {
  let first: Generation = {}
  let usage: MistralUsage | null | undefined
  let text = ''
  const reasons = new Map<number, string>()
  return {
    add({ data }) {
      if (!data) return undefined
      if (!first.model) first = data
      usage = data.usage ?? usage
      for (const { index, delta, finishReason } of data.choices ?? []) {
        if (finishReason) reasons.set(index ?? 0, finishReason)
        text += textOf(delta?.content)
        for (const call of delta?.toolCalls ?? []) text += JSON.stringify(call)
      }
      return undefined
    },
    response: () => ({
      ...readGeneration({ ...first, usage: usage ?? null, choices: null }),
      finishReasons: inOrder(reasons),
    }),
    hasFinalUsage: () => mistralUsage(usage) !== undefined,
    generatedText: () => text,
  }
}

/** Content is text, or a list of parts, of which those that think hold parts themselves. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (Array.isArray(content)) return content.map(textOf).join('')
  if (typeof content !== 'object' || content === null) return ''
  const { text, thinking } = content as { text?: unknown; thinking?: unknown }
  return textOf(text ?? thinking)
}
