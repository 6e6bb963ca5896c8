import type { Counter, Histogram, Meter, ObservableGauge } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'

/** All instruments of this package. */
export interface Instruments {
  readonly cost: Counter
  readonly saved: Counter
  readonly atRisk: Counter
  readonly calls: Counter
  readonly unpriced: Counter
  readonly priceConflicts: Counter
  readonly tokens: Readonly<Record<TokenCounterName, Counter>>
  readonly operationCost: Histogram
  readonly inferenceDuration: Histogram
  readonly embeddingsDuration: Histogram
  readonly timeToFirstChunk: Histogram
  readonly catalogAge: ObservableGauge
  /** The names before 1.42, for dashboards that have them. */
  readonly older: { readonly tokenUsage: Histogram; readonly operationDuration: Histogram } | undefined
}

/** The ends of the names of the conventions' token counters. */
export type TokenCounterName =
  | 'input_tokens'
  | 'output_tokens'
  | 'cache_read.input_tokens'
  | 'cache_write.input_tokens'
  | 'reasoning.output_tokens'

/** Bounds of the conventions: seconds from a hundredth, tokens by powers of four. */
const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
const TOKENS = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864]
/** The conventions give none for cost, and the SDK's own begin at 5: all calls below five dollars would be one bucket. */
const USD = [0.00001, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]

/** Makes the instruments, and the histograms where they are gathered. `olderNames` adds the two metrics of before 1.42. */
export function createInstruments(
  meter: Meter,
  histograms: Pick<Meter, 'createHistogram'>,
  olderNames: boolean,
): Instruments {
  const tokenCounter = (name: TokenCounterName, description: string): Counter =>
    meter.createCounter(semconv.METRIC_INFERENCE_USAGE + name, { unit: '{token}', description })
  const seconds = (name: string, description: string): Histogram =>
    histograms.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries: SECONDS } })

  return {
    cost: meter.createCounter(semconv.METRIC_COST, { unit: 'USD', description: 'Cost of LLM calls by class' }),
    saved: meter.createCounter(semconv.METRIC_COST_SAVED, {
      unit: 'USD',
      description: 'Cost that was avoided, by kind',
    }),
    atRisk: meter.createCounter(semconv.METRIC_COST_AT_RISK, {
      unit: 'USD',
      description: 'The most that attempts without usage may have cost',
    }),
    calls: meter.createCounter(semconv.METRIC_CALLS, { unit: '{call}', description: 'LLM calls' }),
    unpriced: meter.createCounter(semconv.METRIC_CALLS_UNPRICED, {
      unit: '{call}',
      description: 'LLM calls whose cost is unknown',
    }),
    priceConflicts: meter.createCounter(semconv.METRIC_PRICE_CONFLICTS, {
      unit: '{call}',
      description: 'LLM calls whose cost as the provider returned it contradicts our prices',
    }),
    tokens: {
      input_tokens: tokenCounter('input_tokens', 'Input tokens, cached ones included'),
      output_tokens: tokenCounter('output_tokens', 'Output tokens, reasoning included'),
      'cache_read.input_tokens': tokenCounter('cache_read.input_tokens', 'Input tokens read from the prompt cache'),
      'cache_write.input_tokens': tokenCounter('cache_write.input_tokens', 'Input tokens written to the prompt cache'),
      'reasoning.output_tokens': tokenCounter('reasoning.output_tokens', 'Output tokens of reasoning'),
    },
    operationCost: histograms.createHistogram(semconv.METRIC_OPERATION_COST, {
      unit: '{cost}',
      description: 'Cost of an LLM call',
      advice: { explicitBucketBoundaries: USD },
    }),
    inferenceDuration: seconds(semconv.METRIC_INFERENCE_DURATION, 'Duration of an inference call'),
    embeddingsDuration: seconds(semconv.METRIC_EMBEDDINGS_DURATION, 'Duration of an embeddings call'),
    timeToFirstChunk: seconds(semconv.METRIC_TIME_TO_FIRST_CHUNK, 'Time to the first chunk of a stream'),
    catalogAge: meter.createObservableGauge(semconv.METRIC_CATALOG_AGE, {
      unit: 'd',
      description: 'Age of the price catalogue',
    }),
    older: olderNames
      ? {
          tokenUsage: histograms.createHistogram(semconv.METRIC_TOKEN_USAGE, {
            unit: '{token}',
            description: 'Tokens of a call',
            advice: { explicitBucketBoundaries: TOKENS },
          }),
          operationDuration: seconds(semconv.METRIC_OPERATION_DURATION, 'Duration of a call'),
        }
      : undefined,
  }
}
