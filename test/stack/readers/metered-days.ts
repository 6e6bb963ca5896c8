import type { Attributes } from '@opentelemetry/api'
import { CostSpanProcessor } from '@costspan/cost'
import type { AttributeValue, ReceivedSpan } from '@costspan/cli'
import {
  AggregationTemporality,
  DataPointType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics'
import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'

/** A look of a metrics server at an application: its counters at an instant. */
export interface Scrape {
  readonly atMillis: number
  readonly metrics: ResourceMetrics
}

const TICK_MILLIS = 600_000

/**
 * Days of an application that is metered for real, in no time: its calls as spans, and its counters every ten minutes. It is
 * started again in the middle of it, within one hour, so that its counters begin at 0 while nobody looks.
 */
export async function meteredDays(
  fromMillis: number,
  days: number,
): Promise<{ readonly spans: readonly ReceivedSpan[]; readonly scrapes: readonly Scrape[] }> {
  const spans: ReceivedSpan[] = []
  const scrapes: Scrape[] = []
  const ticks = (days * 86_400_000) / TICK_MILLIS
  let application = startApplication(spans)
  let call = 0
  for (let tick = 0; tick < ticks; tick += 1) {
    const atMillis = fromMillis + tick * TICK_MILLIS
    if (tick === Math.floor(ticks / 2) + 2) application = startApplication(spans)
    // Nights are quiet, and some hours have no calls at all.
    const calls = tick % 144 > 30 ? (tick * 7) % 5 : 0
    for (let each = 0; each < calls; each += 1) {
      application.call(CALLS[call % CALLS.length] ?? {}, atMillis + 1_000 * (each + 1))
      call += 1
    }
    scrapes.push({ atMillis: atMillis + TICK_MILLIS - 1, metrics: await application.collect() })
  }
  return { spans, scrapes }
}

/** The counters of a scrape as OTLP in JSON, as if it were then. */
export function otlpCounters({ atMillis, metrics }: Scrape): object {
  const sums = metrics.scopeMetrics
    .flatMap((scope) => scope.metrics)
    .flatMap((metric) => (metric.dataPointType === DataPointType.SUM ? [metric] : []))
  return {
    resourceMetrics: [
      {
        resource: { attributes: keyValues({ 'service.name': 'shop', 'service.instance.id': 'shop-1' }) },
        scopeMetrics: [
          {
            metrics: sums.map(({ descriptor, dataPoints }) => ({
              name: descriptor.name,
              unit: descriptor.unit,
              sum: {
                isMonotonic: true,
                aggregationTemporality: 2,
                dataPoints: dataPoints.map(({ attributes, value }) => ({
                  attributes: keyValues(attributes),
                  timeUnixNano: `${BigInt(atMillis) * 1_000_000n}`,
                  asDouble: value,
                })),
              },
            })),
          },
        ],
      },
    ],
  }
}

const CALLS: readonly Attributes[] = [
  call('openai', 'gpt-4o', 1_000, 200, {
    'costspan.feature': 'search',
    'costspan.team': 'growth',
    'costspan.tier': 'pro',
  }),
  call('openai', 'gpt-4o-mini', 333, 77, {
    'costspan.feature': 'chat',
    'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
    'gen_ai.usage.cache_read.input_tokens': 128,
    'gen_ai.response.finish_reasons': ['length'],
  }),
  call('anthropic', 'claude-sonnet-4-5', 2_001, 13, {
    'costspan.team': 'growth',
    'costspan.attempt.kind': 'fallback',
    'gen_ai.response.finish_reasons': ['end_turn'],
  }),
  call('openai', 'nobody-knows', 10, 10, { 'costspan.feature': 'search' }),
  call('openai', 'gpt-4o', 50, 5, {
    'costspan.feature': 'chat',
    'costspan.cache.result': 'miss',
    'costspan.usage.estimated': true,
  }),
  {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4o',
    'error.type': '429',
  },
]

function call(provider: string, model: string, input: number, output: number, more: Attributes): Attributes {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': model,
    'gen_ai.usage.input_tokens': input,
    'gen_ai.usage.output_tokens': output,
    ...more,
  }
}

interface Application {
  call(attributes: Attributes, atMillis: number): void
  collect(): Promise<ResourceMetrics>
}

function startApplication(spans: ReceivedSpan[]): Application {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader] })
  const processors = [new CostSpanProcessor({ meterProvider }), spanKeeper(spans)]
  const tracer = new TracerProvider({ spanProcessors: processors }).getTracer('shop')
  return {
    call: (attributes, atMillis) => tracer.startSpan('call', { attributes, startTime: atMillis }).end(atMillis + 500),
    collect: async () => (await reader.collect()).resourceMetrics,
  }
}

function spanKeeper(spans: ReceivedSpan[]): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => void spans.push(receivedSpan(span)),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
}

function receivedSpan(span: ReadableSpan): ReceivedSpan {
  const nanos = ([seconds, nano]: readonly [number, number]): bigint => BigInt(seconds) * 1_000_000_000n + BigInt(nano)
  return {
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parentSpanId: undefined,
    name: span.name,
    startUnixNano: nanos(span.startTime),
    endUnixNano: nanos(span.endTime),
    attributes: new Map(Object.entries(span.attributes) as [string, AttributeValue][]),
    resource: new Map(),
  }
}

function keyValues(attributes: Attributes): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: String(value) } }))
}
