import type { GenerateContentParameters } from '@google/genai'
import type { RequestTable } from '../../call/request-attributes.ts'
import { type CallResponse, type Operation, operation, type StreamFold } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { billedSearches, type Grounded } from './grounding.ts'
import { servedTier } from './service-tier.ts'
import { contentUsage, type UsageMetadata } from './usage.ts'
import { inOrder } from '../in-order.ts'

/** What is read of an answer; the items of a stream have the same form, and their usage is that of all until then. */
interface ContentAnswer {
  readonly responseId?: string
  readonly modelVersion?: string
  readonly usageMetadata?: UsageMetadata | null
  readonly promptFeedback?: { readonly blockReason?: string | null } | null
  readonly candidates?: readonly (Candidate | null)[] | null
  readonly sdkHttpResponse?: { readonly headers?: Readonly<Record<string, string>> | null } | null
}

interface Candidate extends Grounded {
  readonly index?: number | null
  readonly finishReason?: string | null
  readonly content?: { readonly parts?: readonly (Part | null)[] | null } | null
}

interface Part {
  readonly text?: string | null
  readonly functionCall?: unknown
}

const request: RequestTable = [
  [semconv.GEN_AI_REQUEST_MAX_TOKENS, ['config', 'maxOutputTokens'], 'number'],
  [semconv.GEN_AI_REQUEST_TEMPERATURE, ['config', 'temperature'], 'number'],
  [semconv.GEN_AI_REQUEST_TOP_P, ['config', 'topP'], 'number'],
  [semconv.GEN_AI_REQUEST_TOP_K, ['config', 'topK'], 'number'],
  [semconv.GEN_AI_REQUEST_FREQUENCY_PENALTY, ['config', 'frequencyPenalty'], 'number'],
  [semconv.GEN_AI_REQUEST_PRESENCE_PENALTY, ['config', 'presencePenalty'], 'number'],
  [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, ['config', 'stopSequences'], 'strings'],
  [semconv.GEN_AI_REQUEST_CHOICE_COUNT, ['config', 'candidateCount'], 'number'],
  [semconv.GEN_AI_REQUEST_SEED, ['config', 'seed'], 'number'],
  [semconv.GEN_AI_REQUEST_REASONING_LEVEL, ['config', 'thinkingConfig', 'thinkingLevel'], 'string'],
]

/** https://ai.google.dev/api/generate-content, seen 2026-11. */
export const generateContent: Operation = operation<GenerateContentParameters, ContentAnswer>({
  name: 'generate_content',
  method: 'Models.prototype.generateContentInternal',
  paths: [':generateContent'],
  request,
  maxOutputTokens,
  response: readContent,
})

export const generateContentStream: Operation = operation<GenerateContentParameters, ContentAnswer, ContentAnswer>({
  name: 'generate_content',
  method: 'Models.prototype.generateContentStreamInternal',
  paths: [':streamGenerateContent'],
  streams: true,
  request,
  maxOutputTokens,
  response: readContent,
  fold: foldContent,
})

function maxOutputTokens({ config }: GenerateContentParameters): number | undefined {
  return config?.maxOutputTokens === undefined ? undefined : config.maxOutputTokens * (config.candidateCount ?? 1)
}

function readContent(answer: ContentAnswer): CallResponse {
  const candidates = answer.candidates ?? []
  return {
    ...facts(answer, candidates),
    finishReasons: candidates.flatMap((candidate) => candidate?.finishReason ?? []),
  }
}

function facts(answer: ContentAnswer, candidates: Iterable<Candidate | null>): CallResponse {
  const model = answer.modelVersion ?? undefined
  const searches = billedSearches(candidates, model)
  return {
    id: answer.responseId ?? undefined,
    model,
    usage: contentUsage(answer.usageMetadata),
    toolCalls: searches === 0 ? undefined : { web_search: searches },
    serviceTier: servedTier(answer),
  }
}

function foldContent(): StreamFold<ContentAnswer> {
  let seen: ContentAnswer = {}
  let text = ''
  let isBlocked = false
  const reasons = new Map<number, string>()
  const grounded: Candidate[] = []

  return {
    add(item) {
      seen = {
        responseId: item.responseId ?? seen.responseId,
        modelVersion: item.modelVersion ?? seen.modelVersion,
        // The counts are those of all that was generated so far: the last ones hold, and no sum of them.
        usageMetadata: item.usageMetadata?.promptTokenCount == null ? seen.usageMetadata : item.usageMetadata,
        sdkHttpResponse: item.sdkHttpResponse ?? seen.sdkHttpResponse,
      } as ContentAnswer
      isBlocked ||= item.promptFeedback?.blockReason != null
      for (const candidate of item.candidates ?? []) {
        if (candidate?.finishReason) reasons.set(candidate.index ?? 0, candidate.finishReason)
        if (candidate?.groundingMetadata) grounded.push(candidate)
        for (const part of candidate?.content?.parts ?? []) text += textOf(part)
      }
      return undefined
    },
    response: () => ({ ...facts(seen, grounded), finishReasons: inOrder(reasons) }),
    hasFinalUsage: () => seen.usageMetadata != null && (reasons.size > 0 || isBlocked),
    generatedText: () => text,
  }
}

function textOf(part: Part | null): string {
  if (typeof part?.text === 'string') return part.text
  return part?.functionCall == null ? '' : JSON.stringify(part.functionCall)
}
