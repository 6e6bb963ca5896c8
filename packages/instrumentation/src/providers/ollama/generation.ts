import type { Operation, PromptText, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { messagesText } from '../openai/prompt-text.ts'
import { type OllamaAnswer, readOllamaAnswer } from './usage.ts'

/** What a call of either method says, as far as it is read. */
interface GenerationParams {
  readonly messages?: unknown
  readonly tools?: unknown
  readonly prompt?: string
  readonly system?: string
  readonly options?: { readonly num_predict?: number }
}

/** One item of a stream. The last one has `done` set, and the counts. */
interface GenerationItem extends OllamaAnswer {
  readonly response?: string | null
  readonly thinking?: string | null
  readonly message?: {
    readonly content?: string | null
    readonly thinking?: string | null
    readonly tool_calls?: readonly unknown[] | null
  } | null
}

function generation(
  name: 'chat' | 'text_completion',
  method: string,
  prompt: (params: GenerationParams) => PromptText,
): Operation {
  return operation<GenerationParams, OllamaAnswer, GenerationItem>({
    name,
    method: `Ollama.prototype.${method}`,
    paths: [`/api/${method}`],
    request: [
      [semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true'],
      [semconv.GEN_AI_REQUEST_MAX_TOKENS, ['options', 'num_predict'], 'number'],
      [semconv.GEN_AI_REQUEST_TEMPERATURE, ['options', 'temperature'], 'number'],
      [semconv.GEN_AI_REQUEST_TOP_P, ['options', 'top_p'], 'number'],
      [semconv.GEN_AI_REQUEST_TOP_K, ['options', 'top_k'], 'number'],
      [semconv.GEN_AI_REQUEST_SEED, ['options', 'seed'], 'number'],
      [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, ['options', 'stop'], 'strings'],
      [semconv.GEN_AI_REQUEST_REASONING_LEVEL, 'think', 'string'],
    ],
    // Ollama takes -1 for "no limit" and -2 for "as much as fits".
    maxOutputTokens: ({ options }) => ((options?.num_predict ?? -1) < 0 ? undefined : options?.num_predict),
    prompt,
    response: readOllamaAnswer,
    fold: foldGeneration,
  })
}

/** https://github.com/ollama/ollama/blob/main/docs/api.md, seen 2026-11. */
export const generations: readonly Operation[] = [
  generation('chat', 'chat', ({ messages, tools }) => messagesText(messages, tools)),
  generation('text_completion', 'generate', ({ prompt, system }) => ({
    texts: [system, prompt].filter((text) => text !== undefined),
    overheadTokens: 0,
  })),
]

function foldGeneration(): StreamFold<GenerationItem> {
  let last: OllamaAnswer = {}
  let text = ''
  return {
    add(item) {
      last = item
      const { message } = item
      text += message?.thinking ?? item.thinking ?? ''
      text += message?.content ?? item.response ?? ''
      for (const call of message?.tool_calls ?? []) text += JSON.stringify(call)
      return undefined
    },
    response: () => readOllamaAnswer(last),
    hasFinalUsage: () => readOllamaAnswer(last).usage !== undefined,
    generatedText: () => text,
  }
}
