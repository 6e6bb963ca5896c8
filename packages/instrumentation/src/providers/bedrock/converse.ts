import type { ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime'
import type { RequestTable } from '../../call/request-attributes.ts'
import { type CallResponse, type Operation, operation, type PromptText, type StreamFold } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { commandAdapter } from './command-adapter.ts'
import { type ConverseUsage, converseUsage, streamIncludesCache } from './converse-usage.ts'
import { readText } from './read-text.ts'
import { servedTier } from './service-tier.ts'

/** What is read of an answer, and of the last event of a stream. */
interface ConverseAnswer {
  readonly stopReason?: string | null
  readonly usage?: ConverseUsage | null
  readonly serviceTier?: { readonly type?: string | null } | null
  readonly performanceConfig?: { readonly latency?: string | null } | null
  /** Tells which model a prompt router chose. */
  readonly trace?: { readonly promptRouter?: { readonly invokedModelId?: string | null } | null } | null
}

interface ConverseEvent {
  readonly contentBlockDelta?: { readonly delta?: unknown } | null
  readonly contentBlockStart?: { readonly start?: unknown } | null
  readonly messageStop?: { readonly stopReason?: string | null } | null
  readonly metadata?: ConverseAnswer | null
}

const request: RequestTable = [
  [semconv.GEN_AI_REQUEST_MAX_TOKENS, ['inferenceConfig', 'maxTokens'], 'number'],
  [semconv.GEN_AI_REQUEST_TEMPERATURE, ['inferenceConfig', 'temperature'], 'number'],
  [semconv.GEN_AI_REQUEST_TOP_P, ['inferenceConfig', 'topP'], 'number'],
  [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, ['inferenceConfig', 'stopSequences'], 'strings'],
]

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html, seen 2026-11. */
export const converse: Operation = operation<ConverseCommandInput, ConverseAnswer>({
  name: 'chat',
  method: 'ConverseCommand.prototype.resolveMiddleware',
  paths: ['/converse'],
  modelParameter: 'modelId',
  request,
  maxOutputTokens: ({ inferenceConfig }) => inferenceConfig?.maxTokens,
  response: (answer) => readConverse(answer, false),
  adapt: commandAdapter(({ output }) => output),
})

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html, seen 2026-11. */
export const converseStream: Operation = operation<ConverseCommandInput, ConverseAnswer, ConverseEvent>({
  name: 'chat',
  method: 'ConverseStreamCommand.prototype.resolveMiddleware',
  paths: ['/converse-stream'],
  modelParameter: 'modelId',
  streams: true,
  request,
  maxOutputTokens: ({ inferenceConfig }) => inferenceConfig?.maxTokens,
  prompt: promptText,
  response: (answer, { modelId }) => readConverse(answer, streamIncludesCache(modelId)),
  fold: ({ modelId }) => foldConverse(streamIncludesCache(modelId)),
  adapt: commandAdapter(({ output }) => (output as { stream?: unknown } | undefined)?.stream),
})

function readConverse(answer: ConverseAnswer, includesCache: boolean): CallResponse {
  return {
    model: answer.trace?.promptRouter?.invokedModelId ?? undefined,
    finishReasons: answer.stopReason ? [answer.stopReason] : undefined,
    usage: converseUsage(answer.usage, includesCache),
    serviceTier: servedTier(answer.serviceTier?.type, answer.performanceConfig?.latency),
  }
}

function foldConverse(includesCache: boolean): StreamFold<ConverseEvent> {
  let last: ConverseAnswer = {}
  let stopReason: string | null | undefined
  let text = ''
  return {
    add({ contentBlockDelta, contentBlockStart, messageStop, metadata }) {
      text += readText(contentBlockStart?.start) + readText(contentBlockDelta?.delta)
      stopReason = messageStop?.stopReason ?? stopReason
      if (metadata?.usage) last = metadata
      return undefined
    },
    response: () => readConverse({ ...last, stopReason: stopReason ?? null }, includesCache),
    hasFinalUsage: () => last.usage?.inputTokens != null,
    generatedText: () => text,
  }
}

function promptText({ messages, system, toolConfig }: ConverseCommandInput): PromptText {
  return { texts: [messages, system, toolConfig].filter((each) => each !== undefined), overheadTokens: 0 }
}
