/** What the processor adds to spans that others make: of calls, which it prices and counts, and of anything else. */
import { costHistograms, CostSpanProcessor, costViews } from '@costspan/cost'
import { type Attributes, SpanKind, type Tracer } from '@opentelemetry/api'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { report } from '../report-to-parent.ts'
import { takeTurns } from '../growth/take-turns.ts'
import { type Spread, spreadOf } from '../report/statistics.ts'

/** A span as an instrumentation of another vendor makes it. */
const GENAI_REQUEST: Attributes = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'anthropic',
  'gen_ai.request.model': 'claude-sonnet-4-5',
  'gen_ai.request.max_tokens': 1_024,
  'server.address': 'api.anthropic.com',
}
const GENAI_RESPONSE: Attributes = {
  'gen_ai.response.model': 'claude-sonnet-4-5-20250929',
  'gen_ai.response.id': 'msg_01AbCdEfGh',
  'gen_ai.usage.input_tokens': 1_042,
  'gen_ai.usage.output_tokens': 317,
  'gen_ai.usage.cache_read.input_tokens': 512,
}
const HTTP_REQUEST: Attributes = {
  'http.request.method': 'GET',
  'url.full': 'https://example.com/orders/17',
  'server.address': 'example.com',
  'server.port': 443,
}
const HTTP_RESPONSE: Attributes = { 'http.response.status_code': 200, 'network.protocol.version': '1.1' }

/** What the SDK itself takes to tell one processor more, which none can be faster than. */
const NOTHING: SpanProcessor = {
  onStart: () => {},
  onEnding: () => {},
  onEnd: () => {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
}

const without = tracerWith([])
const withNothing = tracerWith([NOTHING])
const meterProvider = new MeterProvider({ views: costViews() })
const withOurs = tracerWith([new CostSpanProcessor({ meterProvider, histograms: costHistograms() })])

const SPANS: Readonly<Record<string, () => unknown>> = {
  'span of a call, no processor': spanOf(without, GENAI_REQUEST, GENAI_RESPONSE),
  'span of a call, CostSpanProcessor': spanOf(withOurs, GENAI_REQUEST, GENAI_RESPONSE),
  'span of an HTTP request, no processor': spanOf(without, HTTP_REQUEST, HTTP_RESPONSE),
  'span of an HTTP request, a processor that does nothing': spanOf(withNothing, HTTP_REQUEST, HTTP_RESPONSE),
  'span of an HTTP request, CostSpanProcessor': spanOf(withOurs, HTTP_REQUEST, HTTP_RESPONSE),
}

/** Nanoseconds of a span from start to end. */
export interface SpanFigures {
  readonly title: string
  readonly nanos: Spread
}

const titles = Object.keys(SPANS)
const turns = takeTurns(Object.values(SPANS), { warmUp: 20_000, rounds: 300, batch: 500 })
report(turns.map(({ nanos }, index): SpanFigures => ({ title: titles[index] ?? '', nanos: spreadOf(nanos) })))

function tracerWith(processors: readonly SpanProcessor[]): Tracer {
  const { onEnding: _, ...end } = NOTHING
  return new TracerProvider({ spanProcessors: [...processors, end] }).getTracer('bench')
}

function spanOf(tracer: Tracer, request: Attributes, response: Attributes): () => unknown {
  return () => {
    const span = tracer.startSpan('bench', { kind: SpanKind.CLIENT, attributes: request })
    span.setAttributes(response)
    span.end()
    return span
  }
}
