import { createContextKey, SpanKind, trace, type Attributes, type Context, type Span } from '@opentelemetry/api'
import type { LlmHostTest } from './llm-hosts.ts'
import { GEN_AI_OPERATION_NAME, GEN_AI_PROVIDER_NAME, GEN_AI_SYSTEM, SERVER_ADDRESS } from '../semconv.ts'

/**
 * The key under which an instrumentation marks the OpenTelemetry context of a call into an LLM SDK, with any value.
 *
 * It equals `Symbol.for('costspan.llm_call')`, so that code that does not import this package can set it too.
 */
export const LLM_CALL_KEY: symbol = createContextKey('costspan.llm_call')

/** Where a request goes, as far as its OpenTelemetry context tells: `unreadable` when an unsampled span hides it. */
export type Destination = 'llm' | 'unreadable' | 'other'

/** Operations that are nothing but a request to the provider, whoever made the span; a tool or an agent calls others too. */
const INFERENCE_OPERATIONS: ReadonlySet<unknown> = new Set([
  'chat',
  'generate_content',
  'text_completion',
  'embeddings',
])

/** Attributes that name the host, of today's HTTP conventions and of those before 1.21. */
const HOST_ATTRIBUTES = [SERVER_ADDRESS, 'net.peer.name', 'http.host']
const URL_ATTRIBUTES = ['url.full', 'http.url']

/** Where the request goes whose headers are being written in this context. */
export function destinationOf(otelContext: Context, isLlmHost: LlmHostTest): Destination {
  if (otelContext.getValue(LLM_CALL_KEY) !== undefined) return 'llm'
  const span = trace.getSpan(otelContext)
  if (span === undefined) return 'other'
  if (!isReadable(span)) return isFromElsewhere(span) ? 'other' : 'unreadable'
  return isLlmSpan(span.kind, span.attributes, isLlmHost) ? 'llm' : 'other'
}

/** Whether a span stands for a request to an LLM provider: a GenAI client span, or an HTTP client span to its host. */
function isLlmSpan(kind: SpanKind, attributes: Attributes, isLlmHost: LlmHostTest): boolean {
  const operation = attributes[GEN_AI_OPERATION_NAME]
  if (INFERENCE_OPERATIONS.has(operation)) return true
  // An MCP client span executes a tool, which may well be the application's own service.
  if (kind !== SpanKind.CLIENT || operation === 'execute_tool') return false
  return (
    operation !== undefined ||
    attributes[GEN_AI_PROVIDER_NAME] !== undefined ||
    attributes[GEN_AI_SYSTEM] !== undefined ||
    hostsOf(attributes).some(isLlmHost)
  )
}

/** Spans of the SDK that are recorded have these, though the API's interface does not promise them. */
interface ReadableSpan extends Span {
  readonly kind: SpanKind
  readonly attributes: Attributes
}

function isReadable(span: Span): span is ReadableSpan {
  return 'kind' in span && 'attributes' in span && typeof span.attributes === 'object' && span.attributes !== null
}

/** The parent that came with a request, or no valid span at all: neither is the span of a request that goes out. */
function isFromElsewhere(span: Span): boolean {
  const spanContext = span.spanContext()
  return spanContext.isRemote === true || !trace.isSpanContextValid(spanContext)
}

function hostsOf(attributes: Attributes): readonly string[] {
  const hosts = HOST_ATTRIBUTES.map((name) => attributes[name])
  const urls = URL_ATTRIBUTES.map((name) => hostOfUrl(attributes[name]))
  return [...hosts, ...urls].filter((host) => typeof host === 'string')
}

function hostOfUrl(url: unknown): string | undefined {
  return typeof url === 'string' ? URL.parse(url)?.hostname : undefined
}
