import type { InvokeModelCommandInput } from '@aws-sdk/client-bedrock-runtime'
import { type CallResponse, type Operation, operation, type PromptText } from '../../provider.ts'
import { commandAdapter, type Exchange } from './command-adapter.ts'
import { foldInvocation } from './fold-invocation.ts'
import { countedUsage, countsInHeaders, type InvokeUsage, usageInBody } from './invoke-usage.ts'
import { finishReason, type InvokeWords } from './invoke-words.ts'
import { jsonOfBytes } from './json-of-bytes.ts'
import { modelKind } from './model-kind.ts'
import { servedTier } from './service-tier.ts'

/** An answer of InvokeModel: the model's own, and what Bedrock says of it. */
interface InvokeAnswer {
  readonly body?: (InvokeUsage & InvokeWords & { readonly images?: readonly unknown[] | null }) | null
  readonly headers?: Readonly<Record<string, string>> | null
  readonly serviceTier?: string | null
  readonly performanceConfigLatency?: string | null
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html, seen 2026-11. */
export const invokeModel: Operation = operation<InvokeModelCommandInput, InvokeAnswer>({
  name: 'chat',
  nameFor: modelKind,
  method: 'InvokeModelCommand.prototype.resolveMiddleware',
  modelParameter: 'modelId',
  request: [],
  maxOutputTokens,
  response: readInvocation,
  adapt: commandAdapter(answerOf),
})

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html, seen 2026-11. */
export const invokeModelStream: Operation = operation<InvokeModelCommandInput, InvokeAnswer, unknown>({
  name: 'chat',
  nameFor: modelKind,
  method: 'InvokeModelWithResponseStreamCommand.prototype.resolveMiddleware',
  modelParameter: 'modelId',
  streams: true,
  request: [],
  maxOutputTokens,
  prompt: promptText,
  response: readInvocation,
  fold: foldInvocation,
  adapt: commandAdapter(({ output }) => (output as { body?: unknown } | undefined)?.body),
})

function answerOf({ output, response }: Exchange): InvokeAnswer {
  const told = (output ?? {}) as Omit<InvokeAnswer, 'body'> & { readonly body?: unknown }
  return {
    ...told,
    body: jsonOfBytes(told.body) as NonNullable<InvokeAnswer['body']>,
    headers: response?.headers ?? null,
  }
}

function readInvocation(answer: InvokeAnswer, params: InvokeModelCommandInput): CallResponse {
  const { body, headers, serviceTier, performanceConfigLatency } = answer
  const reason = finishReason(body ?? {})
  const images = modelKind(params) === 'image_generation' ? body?.images?.length : undefined
  return {
    id: body?.id ?? undefined,
    finishReasons: reason === undefined ? undefined : [reason],
    usage: usageInBody(body ?? {}) ?? countedUsage(countsInHeaders(headers)),
    units: images === undefined ? undefined : { image: images },
    serviceTier: servedTier(serviceTier, performanceConfigLatency),
  }
}

/** Under which names the families of models take their limit. */
interface Limits {
  readonly max_tokens?: number
  readonly max_gen_len?: number
  readonly textGenerationConfig?: { readonly maxTokenCount?: number }
  readonly inferenceConfig?: { readonly maxTokens?: number; readonly max_new_tokens?: number }
}

function maxOutputTokens({ body }: InvokeModelCommandInput): number | undefined {
  const { max_tokens, max_gen_len, textGenerationConfig, inferenceConfig } = (jsonOfBytes(body) ?? {}) as Limits
  return (
    max_tokens ??
    max_gen_len ??
    textGenerationConfig?.maxTokenCount ??
    inferenceConfig?.maxTokens ??
    inferenceConfig?.max_new_tokens
  )
}

function promptText({ body }: InvokeModelCommandInput): PromptText {
  return { texts: [jsonOfBytes(body)], overheadTokens: 0 }
}
