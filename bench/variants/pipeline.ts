import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  MeterProvider,
  type MeterProviderOptions,
  type MetricProducer,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, type Sampler, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Exported } from './variant.ts'

/** What a variant puts into the OpenTelemetry SDK. */
export interface PipelineOptions {
  readonly sampler?: Sampler
  readonly views?: MeterProviderOptions['views']
  /** Where metrics come from besides the SDK. */
  readonly metricProducers?: MetricProducer[]
  /** Makes the processors that come before the batch processor. */
  readonly processors?: (meterProvider: MeterProvider) => SpanProcessor[]
  /** The attribute that carries the cost. */
  readonly costAttribute?: string
}

/** The OpenTelemetry SDK with batching and exporters that take everything and keep nothing. */
export interface Pipeline {
  readonly tracerProvider: TracerProvider
  readonly meterProvider: MeterProvider
  readonly exported: Exported
  flush(): Promise<void>
}

/** Sets up the OpenTelemetry SDK and makes it the global one, as an application would. */
export function createPipeline({
  sampler,
  views,
  metricProducers,
  processors,
  costAttribute,
}: PipelineOptions = {}): Pipeline {
  const exported: Exported = { spans: 0, costUsd: 0 }
  const meterProvider = new MeterProvider({
    ...(views && { views }),
    readers: [
      new PeriodicExportingMetricReader({
        ...(metricProducers && { metricProducers }),
        exporter: {
          export: (_, done) => done({ code: 0 }),
          selectAggregationTemporality: () => AggregationTemporality.CUMULATIVE,
          forceFlush: () => Promise.resolve(),
          shutdown: () => Promise.resolve(),
        },
      }),
    ],
  })
  const batching = new BatchSpanProcessor({
    exporter: {
      export(spans, done) {
        exported.spans += spans.length
        if (costAttribute !== undefined) {
          for (const span of spans) exported.costUsd += Number(span.attributes[costAttribute] ?? 0)
        }
        done({ code: 0 })
      },
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    },
  })
  const tracerProvider = new TracerProvider({
    ...(sampler && { sampler }),
    spanProcessors: [...(processors?.(meterProvider) ?? []), batching],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(tracerProvider)
  metrics.setGlobalMeterProvider(meterProvider)
  return { tracerProvider, meterProvider, exported, flush: () => tracerProvider.forceFlush() }
}
