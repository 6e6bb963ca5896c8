import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { CostSpanProcessor, type PricedCall } from '@costspan/cost'

/** The telemetry of an application, kept in memory. */
export interface Metered {
  readonly tracerProvider: TracerProvider
  readonly calls: readonly PricedCall[]
  /** Spans that have ended. */
  spans(): readonly ReadableSpan[]
  /** What the counter `costspan.calls` has counted since the last reset. */
  countedCalls(): Promise<number>
  reset(): Promise<void>
  close(): Promise<void>
}

/** Registers telemetry for the whole process, as an application does; each test file runs in a worker of its own. */
export function startMetered(): Metered {
  const spanExporter = new InMemorySpanExporter()
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.DELTA)
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader] })
  const calls: PricedCall[] = []
  const processor = new CostSpanProcessor({ meterProvider, onCost: (call) => calls.push(call) })
  const tracerProvider = new TracerProvider({
    spanProcessors: [processor, new SimpleSpanProcessor({ exporter: spanExporter })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(tracerProvider)

  return {
    tracerProvider,
    calls,
    spans: () => spanExporter.getFinishedSpans(),
    async countedCalls() {
      await meterProvider.forceFlush()
      return sumOf('costspan.calls', metricExporter)
    },
    async reset() {
      await meterProvider.forceFlush()
      metricExporter.reset()
      spanExporter.reset()
      calls.length = 0
    },
    async close() {
      await tracerProvider.shutdown()
      await meterProvider.shutdown()
      trace.disable()
      context.disable()
    },
  }
}

/** Nano-USD of all calls. */
export function totalNanoUsd(calls: readonly PricedCall[]): bigint {
  return calls.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0n), 0n)
}

function sumOf(name: string, exporter: InMemoryMetricExporter): number {
  const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
  let sum = 0
  for (const { descriptor, dataPoints } of metrics) {
    if (descriptor.name === name) for (const { value } of dataPoints) sum += Number(value)
  }
  return sum
}
