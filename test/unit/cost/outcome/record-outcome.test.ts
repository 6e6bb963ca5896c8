import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { CostSpanProcessor, costViews, recordOutcome, withCostContext } from '@costspan/cost'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const spans: ReadableSpan[] = []
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })

beforeAll(() => {
  const keep: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => void spans.push(span),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader], views: costViews() }))
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new CostSpanProcessor(), keep] }))
})
afterAll(() => {
  for (const api of [context, metrics, trace]) api.disable()
})
beforeEach(() => void spans.splice(0))

describe('an outcome', () => {
  it('is a span in the trace and the cost context of the caller', () => {
    const tracer = trace.getTracer('app')
    const parent = tracer.startSpan('ticket')
    withCostContext({ feature: 'support', conversation: 't-1', team: 'care', tags: { region: 'eu' } }, () =>
      context.with(trace.setSpan(context.active(), parent), () => recordOutcome('ticket_resolved', { value: '$4.50' })),
    )
    const [span] = spans
    expect(span?.parentSpanContext?.spanId).toBe(parent.spanContext().spanId)
    expect({ name: span?.name, attributes: span?.attributes }).toEqual({
      name: 'outcome ticket_resolved',
      attributes: {
        'costspan.feature': 'support',
        'costspan.team': 'care',
        'costspan.tag.region': 'eu',
        'gen_ai.conversation.id': 't-1',
        'costspan.outcome.name': 'ticket_resolved',
        'costspan.outcome.success': true,
        'costspan.outcome.by': 'conversation',
        'costspan.outcome.value_nano_usd': 4_500_000_000,
      },
    })
  })

  it.each([
    [{ run: 'r', conversation: 'c' }, {}, 'run'],
    [{ conversation: 'c', session: 's' }, {}, 'conversation'],
    [{ session: 's' }, {}, 'trace'],
    [{ session: 's', run: 'r' }, { by: 'session' }, 'session'],
    [{}, { by: 'trace' }, 'trace'],
  ] as const)('in %o with %o is one of its %s', (costContext, options, scope) => {
    withCostContext(costContext, () => recordOutcome('done', options))
    expect(spans[0]?.attributes['costspan.outcome.by']).toBe(scope)
  })

  it('counts by whether it came about, with what it is worth', async () => {
    withCostContext({ feature: 'counted', tier: 'pro', user: 'ada' }, () => {
      recordOutcome('sale', { value: 2 })
      recordOutcome('sale', { value: 0.5 })
      recordOutcome('sale', { success: false })
    })
    const { resourceMetrics } = await reader.collect()
    const points = resourceMetrics.scopeMetrics
      .flatMap((scope) => scope.metrics)
      .filter(({ descriptor }) => descriptor.name.startsWith('costspan.outcome'))
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints
          .filter(({ attributes }) => attributes['costspan.feature'] === 'counted')
          .map(({ attributes, value }) => ({ metric: descriptor.name, ...attributes, value })),
      )
    const own = { 'costspan.feature': 'counted', 'costspan.tier': 'pro', 'costspan.outcome.name': 'sale' }
    expect(points).toEqual([
      { metric: 'costspan.outcomes', ...own, 'costspan.outcome.success': true, value: 2 },
      { metric: 'costspan.outcomes', ...own, 'costspan.outcome.success': false, value: 1 },
      { metric: 'costspan.outcome.value', ...own, 'costspan.outcome.success': true, value: 2.5 },
    ])
  })

  it('is worth what arithmetic says, to the nano-dollar', () => {
    recordOutcome('sale', { value: 0.1 + 0.2 })
    expect(spans[0]?.attributes['costspan.outcome.value_nano_usd']).toBe(300_000_000)
  })

  it.each([
    ['', {}, 'recordOutcome: the name must be a string that is not empty'],
    ['x', { value: -1 }, 'An amount must be USD'],
    ['x', { value: NaN }, 'An amount must be USD'],
    ['x', { value: '$0.30000000000000004' }, 'with at most 9 decimals'],
    ['x', { by: 'user' }, 'recordOutcome: by must be one of run, conversation, session, trace, got "user"'],
    ['x', { by: 'run' }, 'by is "run", and the cost context of the caller has no run'],
    ['x', { success: 'yes' }, 'success must be true or false, got "yes"'],
  ])('of the name %o with %o is refused', (name, options, message) => {
    expect(() => recordOutcome(name, options as never)).toThrow(TypeError)
    expect(() => recordOutcome(name, options as never)).toThrow(message)
    expect(spans).toEqual([])
  })
})
