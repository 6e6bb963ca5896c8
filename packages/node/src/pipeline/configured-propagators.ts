import { costBaggagePropagator } from '@costspan/cost'
import type { TextMapPropagator } from '@opentelemetry/api'
import { W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
import type { CostspanConfig } from '../config/costspan-options.ts'

/** What carries traces and the cost context to other services. */
export function configuredPropagators({
  attribution,
}: Pick<CostspanConfig, 'attribution'>): readonly TextMapPropagator[] {
  return [
    new W3CTraceContextPropagator(),
    // Every call to a provider carries the mark of our instrumentation, so an unsampled span hides none of them.
    costBaggagePropagator({ ...attribution?.baggage, unreadableSpans: 'send', inner: new W3CBaggagePropagator() }),
  ]
}
