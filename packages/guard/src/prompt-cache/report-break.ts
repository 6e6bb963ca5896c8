import { diag, metrics, type Span } from '@opentelemetry/api'
import type { CostContext } from '@costspan/cost'
import { nanoToUsd } from '@costspan/cost/prices'
import * as semconv from '../semconv.ts'
import type { PrefixPrint } from './prefix-print.ts'
import type { PromptCacheBreak, PromptCacheOptions } from './prompt-cache-watch.ts'

/** Writes on the span of a call what its prompt begins with, as hashes. */
export function notePrompt(span: Span | undefined, { hash, toolsHash, systemHash }: PrefixPrint): void {
  if (hash !== undefined) span?.setAttribute(semconv.COSTSPAN_PROMPT_HASH, hash)
  if (toolsHash !== undefined) span?.setAttribute(semconv.COSTSPAN_PROMPT_TOOLS_HASH, toolsHash)
  if (systemHash !== undefined) span?.setAttribute(semconv.COSTSPAN_PROMPT_SYSTEM_HASH, systemHash)
}

/** Writes on the span of a call why its prompt was not cached, counts what that cost, and tells who wants to know. */
export function reportBreak(
  span: Span | undefined,
  found: PromptCacheBreak,
  { team }: CostContext,
  { onBreak }: PromptCacheOptions,
): void {
  const { cause, position, lostTokens, lostNanoUsd, feature, model } = found
  span?.setAttributes({
    [semconv.COSTSPAN_PROMPT_BREAK_CAUSE]: cause,
    [semconv.COSTSPAN_PROMPT_BREAK_POSITION]: position,
    [semconv.COSTSPAN_PROMPT_LOST_TOKENS]: lostTokens,
    ...(lostNanoUsd !== undefined && { [semconv.COSTSPAN_PROMPT_LOST_NANO_USD]: Number(lostNanoUsd) }),
  })
  if (lostNanoUsd !== undefined) {
    metrics
      .getMeter('@costspan/guard')
      .createCounter(semconv.METRIC_PROMPT_CACHE_LOST, {
        unit: 'USD',
        description: 'Cost of prompts that were not cached',
      })
      .add(nanoToUsd(lostNanoUsd), {
        [semconv.COSTSPAN_PROMPT_BREAK_CAUSE]: cause,
        [semconv.GEN_AI_REQUEST_MODEL]: model,
        ...(feature !== undefined && { [semconv.COSTSPAN_FEATURE]: feature }),
        ...(team !== undefined && { [semconv.COSTSPAN_TEAM]: team }),
      })
  }
  try {
    onBreak?.(found)
  } catch (problem) {
    diag.error('costspan: an onBreak listener threw', problem)
  }
}
