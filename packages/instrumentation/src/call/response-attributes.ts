import type { Attributes } from '@opentelemetry/api'
import type { CallResponse, TokenUsage } from '../provider.ts'
import type { NamedAttributes } from './named-attributes.ts'
import * as semconv from '../semconv.ts'

/** Writes what is known of the answer. What is unknown is left out, never written as zero. */
export function writeResponse(attributes: NamedAttributes, response: CallResponse): void {
  const { model, id, finishReasons, serviceTier, region, systemFingerprint } = response
  if (typeof model === 'string') attributes['gen_ai.response.model'] = model
  if (typeof id === 'string') attributes['gen_ai.response.id'] = id
  if (finishReasons !== undefined && finishReasons.length > 0) {
    attributes['gen_ai.response.finish_reasons'] = finishReasons.map(String)
  }
  if (typeof serviceTier === 'string') attributes['costspan.service_tier'] = serviceTier
  if (typeof region === 'string') attributes['costspan.region'] = region
  if (typeof systemFingerprint === 'string') {
    attributes['openai.response.system_fingerprint'] = systemFingerprint
  }
  writeAmounts(attributes, semconv.COSTSPAN_USAGE_UNITS, response.units)
  writeAmounts(attributes, semconv.COSTSPAN_USAGE_TOOL_CALLS, response.toolCalls)
  if (typeof response.costUsd === 'number') {
    attributes['gen_ai.usage.cost.amount'] = response.costUsd
    attributes['gen_ai.usage.cost.currency'] = 'USD'
    attributes['gen_ai.usage.cost.source'] = 'provider'
  }
}

/** Writes token counts. Parts that are zero say nothing and are left out; totals are written as they are. */
export function writeUsage(attributes: NamedAttributes, usage: TokenUsage): void {
  if (isNumber(usage.input)) attributes['gen_ai.usage.input_tokens'] = usage.input
  if (isNumber(usage.output)) attributes['gen_ai.usage.output_tokens'] = usage.output
  if (isPart(usage.cacheRead)) attributes['gen_ai.usage.cache_read.input_tokens'] = usage.cacheRead
  if (isPart(usage.cacheWrite)) attributes['gen_ai.usage.cache_write.input_tokens'] = usage.cacheWrite
  if (isPart(usage.cacheWrite1h)) attributes['costspan.usage.cache_write_1h.input_tokens'] = usage.cacheWrite1h
  if (isPart(usage.reasoning)) attributes['gen_ai.usage.reasoning.output_tokens'] = usage.reasoning
  if (isPart(usage.inputAudio)) attributes['gen_ai.usage.audio.input_tokens'] = usage.inputAudio
  if (isPart(usage.inputImage)) attributes['gen_ai.usage.image.input_tokens'] = usage.inputImage
  if (isPart(usage.outputAudio)) attributes['gen_ai.usage.audio.output_tokens'] = usage.outputAudio
  if (isPart(usage.outputImage)) attributes['gen_ai.usage.image.output_tokens'] = usage.outputImage
  if (isPart(usage.cacheReadAudio)) attributes['gen_ai.usage.audio.cache_read.input_tokens'] = usage.cacheReadAudio
  if (isPart(usage.cacheReadImage)) attributes['gen_ai.usage.image.cache_read.input_tokens'] = usage.cacheReadImage
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
