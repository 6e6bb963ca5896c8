import type { Attributes } from '@opentelemetry/api'
import type { CallResponse, TokenUsage } from '../provider.ts'
import * as semconv from '../semconv.ts'

/** Writes what is known of the answer. What is unknown is left out, never written as zero. */
export function writeResponse(attributes: Attributes, response: CallResponse): void {
  const { model, id, finishReasons, serviceTier, region, systemFingerprint } = response
  if (typeof model === 'string') attributes[semconv.GEN_AI_RESPONSE_MODEL] = model
  if (typeof id === 'string') attributes[semconv.GEN_AI_RESPONSE_ID] = id
  if (finishReasons !== undefined && finishReasons.length > 0) {
    attributes[semconv.GEN_AI_RESPONSE_FINISH_REASONS] = finishReasons.map(String)
  }
  if (typeof serviceTier === 'string') attributes[semconv.COSTSPAN_SERVICE_TIER] = serviceTier
  if (typeof region === 'string') attributes[semconv.COSTSPAN_REGION] = region
  if (typeof systemFingerprint === 'string') {
    attributes[semconv.OPENAI_RESPONSE_SYSTEM_FINGERPRINT] = systemFingerprint
  }
  writeAmounts(attributes, semconv.COSTSPAN_USAGE_UNITS, response.units)
  writeAmounts(attributes, semconv.COSTSPAN_USAGE_TOOL_CALLS, response.toolCalls)
  if (typeof response.costUsd === 'number') {
    attributes[semconv.GEN_AI_COST_AMOUNT] = response.costUsd
    attributes[semconv.GEN_AI_COST_CURRENCY] = 'USD'
    attributes[semconv.GEN_AI_COST_SOURCE] = 'provider'
  }
}

/** Writes token counts. Parts that are zero say nothing and are left out; totals are written as they are. */
export function writeUsage(attributes: Attributes, usage: TokenUsage): void {
  if (isNumber(usage.input)) attributes[semconv.USAGE_INPUT] = usage.input
  if (isNumber(usage.output)) attributes[semconv.USAGE_OUTPUT] = usage.output
  if (isPart(usage.cacheRead)) attributes[semconv.USAGE_CACHE_READ] = usage.cacheRead
  if (isPart(usage.cacheWrite)) attributes[semconv.USAGE_CACHE_WRITE] = usage.cacheWrite
  if (isPart(usage.cacheWrite1h)) attributes[semconv.COSTSPAN_USAGE_CACHE_WRITE_1H] = usage.cacheWrite1h
  if (isPart(usage.reasoning)) attributes[semconv.USAGE_REASONING] = usage.reasoning
  if (isPart(usage.inputAudio)) attributes[semconv.USAGE_INPUT_AUDIO] = usage.inputAudio
  if (isPart(usage.inputImage)) attributes[semconv.USAGE_INPUT_IMAGE] = usage.inputImage
  if (isPart(usage.outputAudio)) attributes[semconv.USAGE_OUTPUT_AUDIO] = usage.outputAudio
  if (isPart(usage.outputImage)) attributes[semconv.USAGE_OUTPUT_IMAGE] = usage.outputImage
  if (isPart(usage.cacheReadAudio)) attributes[semconv.USAGE_CACHE_READ_AUDIO] = usage.cacheReadAudio
  if (isPart(usage.cacheReadImage)) attributes[semconv.USAGE_CACHE_READ_IMAGE] = usage.cacheReadImage
}

/** Answers come from outside: where a count belongs may stand anything. */
function isNumber(tokens: unknown): boolean {
  return typeof tokens === 'number'
}

function isPart(tokens: number | undefined): tokens is number {
  return typeof tokens === 'number' && tokens !== 0
}

function writeAmounts(
  attributes: Attributes,
  prefix: string,
  amounts: Readonly<Record<string, number>> | undefined,
): void {
  if (amounts === undefined) return
  for (const [name, amount] of Object.entries(amounts)) {
    if (isPart(amount)) attributes[prefix + name] = amount
  }
}
