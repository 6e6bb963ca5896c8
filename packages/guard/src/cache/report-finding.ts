import { metrics, trace } from '@opentelemetry/api'
import type { CostContext } from '@costspan/cost'
import { nanoToUsd, type PriceBook } from '@costspan/cost/prices'
import { takeVainNanoUsd } from '../choice/choice-scope.ts'
import { priceAnswer } from '../http/price-answer.ts'
import type { WireCall } from '../http/wire-call.ts'
import * as semconv from '../semconv.ts'
import type { CacheBypass, CacheHit } from './answer-cache.ts'

/** Notes on the span of a call that caches were asked and did not have its answer. */
export function noteMiss(): void {
  trace.getActiveSpan()?.setAttribute(semconv.COSTSPAN_CACHE_RESULT, 'miss')
}

/** Notes why no cache was asked. Such a call has no result: hit ratios are over those that could have been hits. */
export function noteBypass({ reason }: CacheBypass): void {
  trace.getActiveSpan()?.setAttribute(semconv.COSTSPAN_CACHE_BYPASS_REASON, reason)
}

/**
 * Notes a hit on the span of its call, and counts what it saved: what the same usage would cost today, whatever it cost then. Where
 * that is not known, nothing is. The span of a call that is made once more, because the answer of a cheaper model was not good
 * enough, also takes off what that answer has cost and claimed; nobody has counted that.
 */
export function reportHit(
  { result, answer }: CacheHit,
  call: WireCall,
  { feature, team, tier }: CostContext,
  prices: PriceBook,
  atMillis: number,
): void {
  const { response } = answer
  const saved = priceAnswer(call, response, response.usage, false, prices, atMillis)
  const vain = takeVainNanoUsd()
  const isTold = saved !== undefined || vain !== 0n
  trace.getActiveSpan()?.setAttributes({
    [semconv.COSTSPAN_CACHE_RESULT]: result,
    [semconv.COSTSPAN_SAVED_KIND]: result,
    ...(isTold && { [semconv.COSTSPAN_SAVED_NANO_USD]: Number((saved ?? 0n) - vain) }),
  })
  if (saved === undefined) return
  metrics
    .getMeter('@costspan/guard')
    .createCounter(semconv.METRIC_COST_SAVED, { unit: 'USD', description: 'Cost that was avoided' })
    .add(nanoToUsd(saved), {
      [semconv.COSTSPAN_SAVED_KIND]: result,
      [semconv.GEN_AI_PROVIDER_NAME]: call.provider,
      [semconv.GEN_AI_REQUEST_MODEL]: call.model,
      ...(response.model !== undefined && { [semconv.GEN_AI_RESPONSE_MODEL]: response.model }),
      ...(feature !== undefined && { [semconv.COSTSPAN_FEATURE]: feature }),
      ...(team !== undefined && { [semconv.COSTSPAN_TEAM]: team }),
      ...(tier !== undefined && { [semconv.COSTSPAN_TIER]: tier }),
    })
}
