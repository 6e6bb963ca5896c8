import type { Counter, MeterProvider } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'
import { VERSION } from '../version.ts'

/** The two counters of outcomes. */
export interface OutcomeCounters {
  readonly outcomes: Counter
  readonly value: Counter
}

const made = new WeakMap<MeterProvider, OutcomeCounters>()

/** Those of a meter provider, made once: the global one may be registered after the first outcome. */
export function outcomeCounters(provider: MeterProvider): OutcomeCounters {
  const known = made.get(provider)
  if (known !== undefined) return known
  const meter = provider.getMeter('@costspan/cost', VERSION, { schemaUrl: semconv.SCHEMA_URL })
  const counters: OutcomeCounters = {
    outcomes: meter.createCounter(semconv.METRIC_OUTCOMES, {
      unit: '{outcome}',
      description: 'What calls were made for, by whether it came about',
    }),
    value: meter.createCounter(semconv.METRIC_OUTCOME_VALUE, {
      unit: 'USD',
      description: 'What outcomes are worth',
    }),
  }
  made.set(provider, counters)
  return counters
}
