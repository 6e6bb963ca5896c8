import { costHistograms, CostSpanProcessor, costViews, recordUnsampledCalls } from '@costspan/cost'
import { type Attributes, context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type Sampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'

/** An application's telemetry on the SDK 2.x: what it exports, and how to take it down. */
export interface Telemetry {
  readonly tracerProvider: BasicTracerProvider
  readonly spans: InMemorySpanExporter
  /** Sums of a counter by the given attribute, as a backend would have them. */
  readonly sums: (metric: string, attribute: string) => Promise<Record<string, number>>
  /** All attribute sets of a counter. */
  readonly series: (metric: string) => Promise<Attributes[]>
  readonly shutdown: () => Promise<void>
}

/** Registers a tracer provider, a meter provider and a context manager of the SDK 2.x, with our processor and views. */
export function startTelemetry({ sampler }: { readonly sampler?: Sampler } = {}): Telemetry {
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const histograms = costHistograms()
  const reader = new PeriodicExportingMetricReader({
    exporter: metrics,
    exportIntervalMillis: 3_600_000,
    metricProducers: [histograms],
  })
  const meterProvider = new MeterProvider({ views: costViews(), readers: [reader] })
  const spans = new InMemorySpanExporter()
  const tracerProvider = new BasicTracerProvider({
    ...(sampler && { sampler: recordUnsampledCalls(sampler) }),
    spanProcessors: [new SimpleSpanProcessor(spans), new CostSpanProcessor({ meterProvider, histograms })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(tracerProvider)

  async function points(metric: string): Promise<{ attributes: Attributes; value: unknown }[]> {
    metrics.reset()
    await meterProvider.forceFlush()
    return metrics
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap((scope) => scope.metrics)
      .filter(({ descriptor }) => descriptor.name === metric)
      .flatMap(({ dataPoints }): { attributes: Attributes; value: unknown }[] => dataPoints)
  }

  return {
    tracerProvider,
    spans,
    series: async (metric) => (await points(metric)).map(({ attributes }) => attributes),
    async sums(metric, attribute) {
      const sums: Record<string, number> = {}
      for (const { attributes, value } of await points(metric)) {
        const key = String(attributes[attribute])
        sums[key] = (sums[key] ?? 0) + Number(value)
      }
      return sums
    },
    async shutdown() {
      await tracerProvider.shutdown()
      await meterProvider.shutdown()
      trace.disable()
      context.disable()
    },
  }
}
