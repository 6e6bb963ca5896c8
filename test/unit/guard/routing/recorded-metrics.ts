import { context, metrics, type Tracer } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { afterAll, beforeAll } from 'vitest'

/** The global metrics of one file's tests, and spans that are active while something runs. */
export interface RecordedMetrics {
  collect(name: string): Promise<readonly { readonly value: unknown; readonly attributes: object }[]>
  inSpan<T>(tracer: Tracer, run: () => Promise<T>): Promise<T>
}

export function useRecordedMetrics(): RecordedMetrics {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader] })
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    metrics.setGlobalMeterProvider(meterProvider)
  })
  afterAll(async () => {
    context.disable()
    metrics.disable()
    await meterProvider.shutdown()
  })
  return {
    async collect(name) {
      await meterProvider.forceFlush()
      const all =
        exporter
          .getMetrics()
          .at(-1)
          ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
      const points = all.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? []
      return points.map(({ value, attributes }) => ({ value, attributes }))
    },
    inSpan: (tracer, run) =>
      tracer.startActiveSpan('call', async (span) => {
        const result = await run()
        span.end()
        return result
      }),
  }
}
