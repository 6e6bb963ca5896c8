import { metrics } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { afterEach, expect, it } from 'vitest'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import { CostSpanProcessor } from '@costspan/cost'
import { CHAT } from '../span/price-span.ts'

afterEach(() => metrics.disable())

it('counts calls that were made before the global meter provider was registered', async () => {
  const provider = new TracerProvider({ spanProcessors: [new CostSpanProcessor()] })
  const call = () =>
    provider
      .getTracer('test')
      .startSpan('call', {
        attributes: { ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 },
      })
      .end()
  call()

  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  })
  metrics.setGlobalMeterProvider(meterProvider)
  call()
  await meterProvider.forceFlush()

  const cost = exporter
    .getMetrics()[0]
    ?.scopeMetrics[0]?.metrics.find(({ descriptor }) => descriptor.name === 'costspan.cost')
  expect(cost?.dataPoints.map(({ value }) => value)).toEqual([0.005])
})
