import { createLedger, startReceiver, type MemoryLedger, type Receiver, UNKNOWN_CALL } from '@costspan/cli'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { ProtobufMetricsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let ledger: MemoryLedger
let receiver: Receiver

beforeEach(async () => {
  ledger = createLedger()
  receiver = await startReceiver({ sink: ledger, port: 0 })
})
afterEach(() => receiver.close())

const resource = resourceFromAttributes({ 'service.name': 'acme-docs', 'service.instance.id': 'one' })

describe('spans of the OpenTelemetry SDK', () => {
  it('arrive from its exporter in JSON', async () => {
    const exporter = new OTLPTraceExporter({ url: `${receiver.url}/v1/traces` })
    const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] })
    makeCall(provider)
    await provider.shutdown()
    expect(ledger.calls()).toEqual([expectedCall])
  })

  it('arrive in protobuf and are answered in protobuf', async () => {
    const exporter = new InMemorySpanExporter()
    const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] })
    makeCall(provider)
    const body = ProtobufTraceSerializer.serializeRequest(exporter.getFinishedSpans())
    const answer = await postProtobuf('/v1/traces', body)
    expect(answer).toEqual({ status: 200, type: 'application/x-protobuf', bytes: 0 })
    expect(ledger.calls()).toEqual([expectedCall])
  })
})

describe('counters of the OpenTelemetry SDK', () => {
  it('arrive from its exporter in JSON', async () => {
    const exporter = new OTLPMetricExporter({ url: `${receiver.url}/v1/metrics` })
    await countCost(new PeriodicExportingMetricReader({ exporter }))
    expect(ledger.countedNanoUsd()).toBe(300_000_000n)
  })

  it.each([AggregationTemporality.CUMULATIVE, AggregationTemporality.DELTA])(
    'arrive in protobuf with temporality %i',
    async (temporality) => {
      const exporter = new InMemoryMetricExporter(temporality)
      await countCost(new PeriodicExportingMetricReader({ exporter }))
      for (const metrics of exporter.getMetrics()) {
        await postProtobuf('/v1/metrics', ProtobufMetricsSerializer.serializeRequest(metrics))
      }
      expect(ledger.countedNanoUsd()).toBe(300_000_000n)
    },
  )
})

function makeCall(provider: TracerProvider): void {
  const tracer = provider.getTracer('test')
  tracer.startSpan('GET /').end()
  const span = tracer.startSpan('chat gpt-4o-mini', {
    startTime: [1_790_000_000, 0],
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o-mini',
      'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.response.time_to_first_chunk': 0.25,
      'gen_ai.usage.input_tokens': 1200,
      'gen_ai.usage.cache_read.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 80,
      'costspan.cost.status': 'reported',
      'costspan.cost.nano_usd': 153_000,
      'costspan.attempt.index': 1,
      'costspan.price.version': '2026-11-01',
      'costspan.feature': 'support-chat',
      'user.id': 'ada',
    },
  })
  span.end([1_790_000_001, 500_000_000])
}

const expectedCall = {
  ...UNKNOWN_CALL,
  origin: 'otlp',
  traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
  startUnixNano: 1_790_000_000_000_000_000n,
  durationMillis: 1500,
  timeToFirstChunkMillis: 250,
  service: 'acme-docs',
  operation: 'chat',
  provider: 'openai',
  requestModel: 'gpt-4o-mini',
  responseModel: 'gpt-4o-mini-2024-07-18',
  finishReasons: ['stop'],
  attemptIndex: 1,
  status: 'reported',
  nanoUsd: 153_000n,
  atRiskNanoUsd: 0n,
  priceVersion: '2026-11-01',
  tokens: { input: 1200, output: 80, cacheRead: 1000, cacheWrite: 0, reasoning: 0 },
  feature: 'support-chat',
  user: 'ada',
}

/** Points of one series that have the same time are one point that was sent twice. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now()
  while (Date.now() === now) await new Promise(setImmediate)
}

async function countCost(reader: PeriodicExportingMetricReader): Promise<void> {
  const provider = new MeterProvider({ resource, readers: [reader] })
  const meter = provider.getMeter('test')
  const cost = meter.createCounter('costspan.cost', { unit: 'USD' })
  cost.add(0.1, { 'costspan.feature': 'search' })
  await provider.forceFlush()
  await nextMillisecond()
  cost.add(0.1, { 'costspan.feature': 'search' })
  cost.add(0.1, { 'costspan.feature': 'chat' })
  meter.createCounter('costspan.calls').add(3)
  meter.createHistogram('gen_ai.client.operation.cost').record(0.3)
  await provider.shutdown()
}

async function postProtobuf(path: string, body: Uint8Array | undefined) {
  const response = await fetch(receiver.url + path, {
    method: 'POST',
    body: Uint8Array.from(body ?? []),
    headers: { 'content-type': 'application/x-protobuf' },
  })
  const bytes = (await response.arrayBuffer()).byteLength
  return { status: response.status, type: response.headers.get('content-type'), bytes }
}
