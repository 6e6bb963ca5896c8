import { type MeterProvider, metrics, type ObservableResult } from '@opentelemetry/api'
import * as semconv from '../../semconv.ts'
import type { FalseHits } from './false-hits.ts'

/** Publishes the rates of false hits, each with the bounds of its interval. Gives the way to stop it. */
export function observeFalseHits(falseHits: FalseHits, provider: MeterProvider = metrics): () => void {
  const gauge = provider.getMeter('@costspan/guard').createObservableGauge(semconv.METRIC_FALSE_HIT_RATE, {
    unit: '1',
    description: 'Share of the hits of a semantic cache whose answer was not what the provider says',
  })
  const observe = (result: ObservableResult): void => {
    for (const { feature, rate } of falseHits.rates()) {
      for (const bound of ['share', 'low', 'high'] as const) {
        result.observe(rate[bound], { [semconv.COSTSPAN_FEATURE]: feature, [semconv.COSTSPAN_CACHE_BOUND]: bound })
      }
    }
  }
  gauge.addCallback(observe)
  return () => gauge.removeCallback(observe)
}
