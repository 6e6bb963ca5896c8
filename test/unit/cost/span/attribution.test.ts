import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, type SpanLimits, TracerProvider } from '@opentelemetry/sdk-trace'
import { CostSpanProcessor, costScope, withCostContext } from '@costspan/cost'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHAT } from './price-span.ts'

describe('attribution', () => {
  beforeAll(() => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
  afterAll(() => context.disable())

  function tracerWithSpans(spanLimits: SpanLimits = {}) {
    const exporter = new InMemorySpanExporter()
    const provider = new TracerProvider({
      spanLimits,
      spanProcessors: [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })],
    })
    return { tracer: provider.getTracer('test'), spans: () => exporter.getFinishedSpans() }
  }

  it('is copied to every span of the trace, not only to calls', () => {
    const { tracer, spans } = tracerWithSpans()

    withCostContext({ feature: 'search', user: 'ann', tier: 'pro' }, () => tracer.startSpan('GET /search').end())

    expect(spans()[0]?.attributes).toEqual({ 'costspan.feature': 'search', 'user.id': 'ann', 'costspan.tier': 'pro' })
  })

  it('is not lost to limits on the attributes of a span, nor takes the place of those of the application', () => {
    const { tracer, spans } = tracerWithSpans({ attributeCountLimit: 2, attributeValueLengthLimit: 3 })

    const start = () => tracer.startSpan('GET /search', { attributes: { one: '1' } })
    withCostContext({ feature: 'search', user: 'annabel' }, start).setAttribute('two', '2').end()

    expect(spans()[0]?.attributes).toEqual({ one: '1', two: '2', 'costspan.feature': 'search', 'user.id': 'annabel' })
  })

  it('gives way to attributes that the span has of its own', () => {
    const { tracer, spans } = tracerWithSpans()

    withCostContext({ user: 'ann' }, () => tracer.startSpan('call', { attributes: { 'user.id': 'bob' } }).end())

    expect(spans()[0]?.attributes).toEqual({ 'user.id': 'bob' })
  })

  it('adds each call to the scopes it was started in, also when it ends outside of them', async () => {
    const { tracer } = tracerWithSpans()
    const start = () =>
      tracer.startSpan('call', {
        attributes: { ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 },
      })

    const meters = await costScope(async (outer) => {
      start().end()
      return costScope(async (inner) => ({ outer, inner, late: start() }))
    })
    meters.late.end()

    expect([meters.outer.nanoUsd, meters.outer.calls]).toEqual([5_000_000n, 2])
    expect([meters.inner.nanoUsd, meters.inner.calls]).toEqual([2_500_000n, 1])
  })
})
