import type { CompletionCreateParams } from 'openai/resources/completions'
import type { Operation, StreamFold } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { returnedCostUsd } from './returned-cost.ts'
import { askForStreamUsage } from './stream-usage.ts'
import { type CompletionUsage, completionUsage } from './usage.ts'

/** What is read of a legacy completion, whole or in chunks, which have the same shape. */
interface CompletionAnswer {
  readonly id?: string
  readonly model?: string
  readonly usage?: CompletionUsage | null
  readonly choices?: readonly { readonly text?: string; readonly finish_reason?: string | null }[]
}

/** https://platform.openai.com/docs/api-reference/completions, seen 2026-11. */
export const completions: Operation = textCompletions('OpenAI.Completions.prototype.create')

/** A method that makes text completions in OpenAI's legacy format. */
export function textCompletions(method: string): Operation {
  return operation<CompletionCreateParams, CompletionAnswer, CompletionAnswer>({
    name: 'text_completion',
    method,
    paths: ['/completions'],
    request: [
      [semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true'],
      [semconv.GEN_AI_REQUEST_MAX_TOKENS, 'max_tokens', 'number'],
      [semconv.GEN_AI_REQUEST_TEMPERATURE, 'temperature', 'number'],
      [semconv.GEN_AI_REQUEST_TOP_P, 'top_p', 'number'],
      [semconv.GEN_AI_REQUEST_FREQUENCY_PENALTY, 'frequency_penalty', 'number'],
      [semconv.GEN_AI_REQUEST_PRESENCE_PENALTY, 'presence_penalty', 'number'],
      [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, 'stop', 'strings'],
      [semconv.GEN_AI_REQUEST_CHOICE_COUNT, 'n', 'number'],
      [semconv.GEN_AI_REQUEST_SEED, 'seed', 'number'],
    ],
    maxOutputTokens: (params) => (params.max_tokens == null ? undefined : params.max_tokens * (params.n ?? 1)),
    prompt: ({ prompt }) => ({ texts: [prompt].flat(2).filter((text) => typeof text === 'string'), overheadTokens: 0 }),
    response: ({ id, model, usage, choices }) => ({
      id,
      model,
      usage: completionUsage(usage),
      costUsd: returnedCostUsd(usage),
      finishReasons: choices?.flatMap(({ finish_reason }) => finish_reason ?? []),
    }),
    fold: foldCompletion,
    askForUsage: askForStreamUsage,
  })
}

function foldCompletion(): StreamFold<CompletionAnswer> {
  let first: CompletionAnswer | undefined
  let usage: CompletionUsage | null | undefined
  let text = ''
  const reasons: string[] = []
  return {
    add(chunk) {
      // Azure opens with the verdict of its content filter, which has an empty model and id.
      if (!first?.model) first = chunk
      if (chunk.usage) usage = chunk.usage
      if (!chunk.choices?.length) return chunk.usage ? 'usage-only' : undefined
      for (const choice of chunk.choices) {
        text += choice.text ?? ''
        if (choice.finish_reason) reasons.push(choice.finish_reason)
      }
      return undefined
    },
    response: () => ({
      id: first?.id,
      model: first?.model,
      usage: completionUsage(usage),
      costUsd: returnedCostUsd(usage),
      finishReasons: reasons,
    }),
    hasFinalUsage: () => usage !== undefined && usage !== null,
    generatedText: () => text,
  }
}
