import type { Span } from '@opentelemetry/api'
import type { CallResponse, TokenUsage } from '../provider.ts'
import * as semconv from '../semconv.ts'

/** Writes what is known of the answer on the span. What is unknown is left out, never written as zero. */
export function setResponseAttributes(span: Span, response: CallResponse): void {
  set(span, semconv.GEN_AI_RESPONSE_MODEL, response.model)
  set(span, semconv.GEN_AI_RESPONSE_ID, response.id)
  if (response.finishReasons !== undefined && response.finishReasons.length > 0) {
    span.setAttribute(semconv.GEN_AI_RESPONSE_FINISH_REASONS, [...response.finishReasons])
  }
  set(span, semconv.COSTSPAN_SERVICE_TIER, response.serviceTier)
  set(span, semconv.COSTSPAN_REGION, response.region)
  set(span, semconv.OPENAI_RESPONSE_SYSTEM_FINGERPRINT, response.systemFingerprint)
  setAmounts(span, semconv.COSTSPAN_USAGE_UNITS, response.units)
  setAmounts(span, semconv.COSTSPAN_USAGE_TOOL_CALLS, response.toolCalls)
  if (response.costUsd !== undefined) {
    span.setAttribute(semconv.GEN_AI_COST_AMOUNT, response.costUsd)
    span.setAttribute(semconv.GEN_AI_COST_CURRENCY, 'USD')
    span.setAttribute(semconv.GEN_AI_COST_SOURCE, 'provider')
  }
}

/** Writes token counts. Parts that are zero say nothing and are left out; totals are written as they are. */
export function setUsageAttributes(span: Span, usage: TokenUsage): void {
  span.setAttribute(semconv.USAGE_INPUT, usage.input)
  span.setAttribute(semconv.USAGE_OUTPUT, usage.output)
  setPart(span, semconv.USAGE_CACHE_READ, usage.cacheRead)
  setPart(span, semconv.USAGE_CACHE_WRITE, usage.cacheWrite)
  setPart(span, semconv.COSTSPAN_USAGE_CACHE_WRITE_1H, usage.cacheWrite1h)
  setPart(span, semconv.USAGE_REASONING, usage.reasoning)
  setPart(span, semconv.USAGE_INPUT_AUDIO, usage.inputAudio)
  setPart(span, semconv.USAGE_INPUT_IMAGE, usage.inputImage)
  setPart(span, semconv.USAGE_OUTPUT_AUDIO, usage.outputAudio)
  setPart(span, semconv.USAGE_OUTPUT_IMAGE, usage.outputImage)
}

function set(span: Span, name: string, value: string | undefined): void {
  if (typeof value === 'string') span.setAttribute(name, value)
}

function setPart(span: Span, name: string, tokens: number | undefined): void {
  if (tokens !== undefined && tokens !== 0) span.setAttribute(name, tokens)
}

function setAmounts(span: Span, prefix: string, amounts: Readonly<Record<string, number>> | undefined): void {
  if (amounts === undefined) return
  for (const [name, amount] of Object.entries(amounts)) {
    if (amount !== 0) span.setAttribute(prefix + name, amount)
  }
}
