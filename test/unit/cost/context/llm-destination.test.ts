import {
  createContextKey,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Attributes,
  type Context,
  type Tracer,
} from '@opentelemetry/api'
import { AlwaysOffSampler, TracerProvider } from '@opentelemetry/sdk-trace'
import { costBaggagePropagator } from '@costspan/cost'
import type { CostBaggageOptions } from '../../../../packages/cost/src/context/cost-baggage-options.ts'
import { setCostContext } from '../../../../packages/cost/src/context/cost-context.ts'
import { LLM_CALL_KEY } from '../../../../packages/cost/src/context/llm-destination.ts'
import { describe, expect, it } from 'vitest'

const attributed = setCostContext(
  propagation.setBaggage(
    ROOT_CONTEXT,
    propagation.createBaggage({
      colour: { value: 'blue' },
      'enduser.id': { value: 'e-1' },
      'user.id': { value: 'other' },
    }),
  ),
  { feature: 'search', user: 'u-1' },
)
const SENT = 'colour=blue,enduser.id=e-1,costspan.feature=search,user.id=u-1'
const WITHHELD = 'colour=blue'

const recording = new TracerProvider().getTracer('test')
const unsampled = new TracerProvider({ sampler: new AlwaysOffSampler() }).getTracer('test')

function baggageOf(otelContext: Context, options: CostBaggageOptions = {}): string | undefined {
  const carrier: Record<string, string> = {}
  const propagator = costBaggagePropagator({ keys: ['feature', 'user'], ...options })
  propagator.inject(otelContext, carrier, defaultTextMapSetter)
  return carrier['baggage']
}

function inSpan(tracer: Tracer, kind: SpanKind, attributes: Attributes): Context {
  return trace.setSpan(attributed, tracer.startSpan('request', { kind, attributes }, attributed))
}

describe('a request to an LLM provider', () => {
  it('is known by the mark of an instrumentation, which needs no import of ours', () => {
    expect(LLM_CALL_KEY).toBe(Symbol.for('costspan.llm_call'))
    expect(createContextKey('costspan.llm_call')).toBe(LLM_CALL_KEY)
    expect(baggageOf(attributed.setValue(LLM_CALL_KEY, {}))).toBe(WITHHELD)
    expect(baggageOf(attributed)).toBe(SENT)
  })

  it.each<[string, SpanKind, Attributes]>([
    ['a provider name', SpanKind.CLIENT, { 'gen_ai.provider.name': 'anthropic' }],
    ['the older gen_ai.system', SpanKind.CLIENT, { 'gen_ai.system': 'openai' }],
    ['an operation', SpanKind.CLIENT, { 'gen_ai.operation.name': 'image_generation' }],
    ['an inference operation of an internal span', SpanKind.INTERNAL, { 'gen_ai.operation.name': 'chat' }],
  ])('is known by a GenAI span with %s', (_, kind, attributes) => {
    expect(baggageOf(inSpan(recording, kind, attributes))).toBe(WITHHELD)
  })

  it.each<Attributes>([
    { 'server.address': 'api.openai.com' },
    { 'server.address': 'eu.API.openai.com.' },
    { 'url.full': 'https://api.anthropic.com/v1/messages?beta=true' },
    { 'http.url': 'https://my-resource.openai.azure.com/openai/deployments/x' },
    { 'http.host': 'openrouter.ai:443' },
    { 'net.peer.name': 'us-central1-aiplatform.googleapis.com' },
    { 'server.address': 'bedrock-runtime.eu-west-1.amazonaws.com' },
    { 'server.address': 'bedrock-runtime-fips.us-east-1.amazonaws.com' },
    { 'server.address': 'vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com' },
  ])('is known by an HTTP span to its host: %o', (attributes) => {
    expect(baggageOf(inSpan(recording, SpanKind.CLIENT, attributes))).toBe(WITHHELD)
  })

  it('is known by a host that the operator names', () => {
    const span = inSpan(recording, SpanKind.CLIENT, { 'server.address': 'gpu-7.llm.example.com' })
    expect(baggageOf(span)).toBe(SENT)
    expect(baggageOf(span, { llmHosts: ['llm.example.com'] })).toBe(WITHHELD)
    expect(baggageOf(span, { llmHosts: ['gpu-*.example.com'] })).toBe(WITHHELD)
    expect(baggageOf(span, { llmHosts: ['lm.example.com'] })).toBe(SENT)
  })
})

describe('a request to anything else', () => {
  it.each<[string, SpanKind, Attributes]>([
    ['an HTTP span to a service of the application', SpanKind.CLIENT, { 'server.address': 'billing.internal' }],
    ['a host that only looks alike', SpanKind.CLIENT, { 'server.address': 'notopenai.com' }],
    ['a host that has a known one in front', SpanKind.CLIENT, { 'url.full': 'https://openai.com.example.org/' }],
    ['an address that is no URL', SpanKind.CLIENT, { 'url.full': 'nonsense' }],
    ['an agent that calls services', SpanKind.INTERNAL, { 'gen_ai.operation.name': 'invoke_agent' }],
    [
      'a tool call over MCP',
      SpanKind.CLIENT,
      { 'gen_ai.operation.name': 'execute_tool', 'server.address': 'mcp.internal' },
    ],
    ['the server span of the request at hand', SpanKind.SERVER, { 'server.address': 'chat.x.ai' }],
  ])('gets the cost context: %s', (_, kind, attributes) => {
    expect(baggageOf(inSpan(recording, kind, attributes))).toBe(SENT)
  })
})

describe('a span that does not tell where its request goes', () => {
  it('withholds the cost context, unless the operator vouches for it', () => {
    const hidden = inSpan(unsampled, SpanKind.CLIENT, { 'server.address': 'api.openai.com' })
    expect(baggageOf(hidden)).toBe(WITHHELD)
    expect(baggageOf(hidden, { unreadableSpans: 'send' })).toBe(SENT)
    expect(baggageOf(hidden.setValue(LLM_CALL_KEY, {}), { unreadableSpans: 'send' })).toBe(WITHHELD)
  })

  it('is not meant where the span only stands for the caller of this service', () => {
    const remote = {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: 1,
      isRemote: true,
    }
    expect(baggageOf(trace.setSpanContext(attributed, remote))).toBe(SENT)
  })
})
