import type { Attributes } from '@opentelemetry/api'
import {
  AggregationTemporality,
  type DataPoint,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics'
import { type Sampler, TracerProvider } from '@opentelemetry/sdk-trace'
import { CostSpanProcessor, type CostSpanProcessorOptions } from '@costspan/cost'

/** A point of a metric: of a histogram its count and sum, of the others its value. */
export interface Point {
  readonly attributes: Attributes
  readonly value: number | { readonly count: number; readonly sum: number }
}

/** A tracer whose calls are metered, and the metrics as they are collected. */
export function metered(options: CostSpanProcessorOptions & { views?: ViewOptions[]; sampler?: Sampler } = {}) {
  const { views, sampler, ...processorOptions } = options
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: 3_600_000,
    ...(options.histograms && { metricProducers: [options.histograms] }),
  })
  const meterProvider = new MeterProvider({ readers: [reader], ...(views && { views }) })
  const processor = new CostSpanProcessor({ meterProvider, ...processorOptions })
  const provider = new TracerProvider({ spanProcessors: [processor], ...(sampler && { sampler }) })
  const tracer = provider.getTracer('test')

  return {
    call: (attributes: Attributes): void => tracer.startSpan('call', { attributes }).end(),

    async collect(metric: string): Promise<Point[]> {
      await meterProvider.forceFlush()
      const collected =
        exporter
          .getMetrics()
          .at(-1)
          ?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? []
      const points: readonly DataPoint<number | Pick<Histogram, 'count' | 'sum'>>[] =
        collected.find(({ descriptor }) => descriptor.name === metric)?.dataPoints ?? []
      return points.map(({ attributes, value }) => ({
        attributes,
        value: typeof value === 'number' ? value : { count: value.count, sum: value.sum ?? 0 },
      }))
    },
  }
}

/** The sum of all points of a counter. */
export function total(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + Number(value), 0)
}
