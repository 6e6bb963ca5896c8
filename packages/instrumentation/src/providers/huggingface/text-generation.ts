import type { CallResponse, Operation, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { type CompletionUsage, completionUsage } from '../openai/usage.ts'

interface GenerationParams {
  readonly inputs?: unknown
  readonly parameters?: { readonly max_new_tokens?: number | null } | null
}

/** What is read of an answer, and of the items of a stream. Only a stream tells how long the input was. */
interface Generation {
  readonly details?: {
    readonly finish_reason?: string | null
    readonly generated_tokens?: number | null
    readonly input_length?: number | null
    readonly prefill?: readonly unknown[] | null
  } | null
}

/** An item in the format of Text Generation Inference, or in that of OpenAI's completions, which newer servers speak. */
interface GenerationItem extends Generation {
  readonly token?: { readonly text?: string | null; readonly special?: boolean } | null
  readonly choices?: readonly { readonly text?: string | null; readonly finish_reason?: string | null }[] | null
  readonly usage?: CompletionUsage | null
}

function generation(method: string, streams?: true): Operation {
  return operation<GenerationParams, Generation, GenerationItem>({
    name: 'text_completion',
    method,
    ...(streams && { streams }),
    request: [
      [semconv.GEN_AI_REQUEST_MAX_TOKENS, ['parameters', 'max_new_tokens'], 'number'],
      [semconv.GEN_AI_REQUEST_TEMPERATURE, ['parameters', 'temperature'], 'number'],
      [semconv.GEN_AI_REQUEST_TOP_P, ['parameters', 'top_p'], 'number'],
      [semconv.GEN_AI_REQUEST_TOP_K, ['parameters', 'top_k'], 'number'],
      [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, ['parameters', 'stop'], 'strings'],
      [semconv.GEN_AI_REQUEST_SEED, ['parameters', 'seed'], 'number'],
    ],
    maxOutputTokens: ({ parameters }) => parameters?.max_new_tokens ?? undefined,
    prompt: ({ inputs }) => ({ texts: typeof inputs === 'string' ? [inputs] : [], overheadTokens: 0 }),
    response: readGeneration,
    fold: foldGeneration,
  })
}

/** https://huggingface.co/docs/inference-providers/tasks/text-generation, seen 2026-11. */
export const textGenerations: readonly Operation[] = [
  generation('textGeneration'),
  generation('textGenerationStream', true),
]

/** The tokens are told only where the caller asked for `details`, and those of the input where it asked for them too. */
function readGeneration({ details }: Generation): CallResponse {
  const { finish_reason, generated_tokens: output, input_length, prefill } = details ?? {}
  const input = input_length ?? (prefill?.length || undefined)
  return {
    finishReasons: finish_reason ? [finish_reason] : undefined,
    usage: output == null || input === undefined ? undefined : { input, output },
  }
}

function foldGeneration(): StreamFold<GenerationItem> {
  let last: GenerationItem = {}
  let finishReason: string | null | undefined
  let text = ''
  const response = (): CallResponse => {
    const { finishReasons, usage } = readGeneration(last)
    return {
      finishReasons: finishReasons ?? (finishReason ? [finishReason] : undefined),
      usage: usage ?? completionUsage(last.usage),
    }
  }
  return {
    add(item) {
      if (item.details || item.usage) last = item
      if (item.token?.special !== true) text += item.token?.text ?? ''
      for (const choice of item.choices ?? []) {
        text += choice.text ?? ''
        finishReason = choice.finish_reason ?? finishReason
      }
      return undefined
    },
    response,
    hasFinalUsage: () => response().usage !== undefined,
    generatedText: () => text,
  }
}
