import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { CostSpanProcessor, costScope, withCostContext } from '@costspan/cost'
import { createPriceBook, userPrices } from '@costspan/cost/prices'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHAT, priceSpan } from './price-span.ts'

describe('a span of a call', () => {
  it('gets its exact cost, its parts and the version of the price', () => {
    const { attributes } = priceSpan({
      ...CHAT,
      'gen_ai.usage.input_tokens': 1042,
      'gen_ai.usage.output_tokens': 317,
      'gen_ai.usage.cache_read.input_tokens': 512,
    })

    expect(attributes).toEqual({
      ...CHAT,
      'gen_ai.usage.input_tokens': 1042,
      'gen_ai.usage.output_tokens': 317,
      'gen_ai.usage.cache_read.input_tokens': 512,
      'costspan.cost.status': 'reported',
      'costspan.cost.nano_usd': 5_135_000,
      'gen_ai.usage.cost.amount': 0.005135,
      'gen_ai.usage.cost.currency': 'USD',
      'gen_ai.usage.cost.source': 'local',
      'costspan.cost.input': 0.001325,
      'costspan.cost.cache_read': 0.00064,
      'costspan.cost.output': 0.00317,
      'costspan.price.version': expect.stringMatching(/^genai-prices-/),
    })
  })

  it('keeps the draft names of the conventions to itself when asked to', () => {
    const { attributes } = priceSpan({ ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 }, { draftNames: false })

    expect(Object.keys(attributes).filter((name) => name.startsWith('gen_ai.usage.cost'))).toEqual([])
    expect(attributes['costspan.cost.nano_usd']).toBe(2_500_000)
  })

  it('is priced by the model that answered, and by the one that was asked for where the answer names none we know', () => {
    const served = priceSpan({ ...CHAT, 'gen_ai.response.model': 'gpt-4o-mini', 'gen_ai.usage.input_tokens': 1_000_000, 'gen_ai.usage.output_tokens': 0 })
    const alias = priceSpan({ ...CHAT, 'gen_ai.response.model': 'deployment-7', 'gen_ai.usage.input_tokens': 1_000_000, 'gen_ai.usage.output_tokens': 0 })

    expect(served.calls[0]?.nanoUsd).toBe(150_000_000n)
    expect(alias.calls[0]?.nanoUsd).toBe(2_500_000_000n)
  })

  it('has no cost and names the reason when the model is unknown', () => {
    const { attributes, calls } = priceSpan({ ...CHAT, 'gen_ai.request.model': 'gpt-unheard-of', 'gen_ai.response.model': 'gpt-unheard-of', 'gen_ai.usage.input_tokens': 10 , 'gen_ai.usage.output_tokens': 1 })

    expect(attributes['costspan.cost.status']).toBe('unpriced')
    expect(attributes['costspan.cost.unpriced_reason']).toBe('unknown_model')
    expect(attributes).not.toHaveProperty('costspan.cost.nano_usd')
    expect(attributes).not.toHaveProperty('gen_ai.usage.cost.amount')
    expect(calls[0]?.nanoUsd).toBeUndefined()
  })

  it('is invalid, never negative, when a part is larger than its total', () => {
    const { attributes } = priceSpan({ ...CHAT, 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.cache_read.input_tokens': 11, 'gen_ai.usage.output_tokens': 1 })

    expect(attributes['costspan.cost.status']).toBe('invalid')
    expect(attributes['costspan.cost.problem']).toContain('cacheRead')
    expect(attributes).not.toHaveProperty('costspan.cost.nano_usd')
  })

  it('is free at an explicit price of zero', () => {
    const prices = createPriceBook()
    prices.use(userPrices([{ provider: 'openai', model: 'gpt-4o*', input: 0, output: 0 }]))
    const { attributes } = priceSpan({ ...CHAT, 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 1 }, { prices })

    expect(attributes['costspan.cost.status']).toBe('reported')
    expect(attributes['costspan.cost.nano_usd']).toBe(0)
  })

  it('reads both spellings of cache writes, and each of them once', () => {
    const sonnet = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'anthropic', 'gen_ai.request.model': 'claude-sonnet-4-5' }
    const usage = { 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 }
    const cost = (extra: Record<string, number>) => priceSpan({ ...sonnet, ...usage, ...extra }).calls[0]?.nanoUsd

    // 3 USD input, 3.75 for five-minute writes, 6 for one-hour writes.
    expect(cost({ 'gen_ai.usage.cache_write.input_tokens': 1000 })).toBe(3_750_000n)
    expect(cost({ 'gen_ai.usage.cache_creation.input_tokens': 1000 })).toBe(3_750_000n)
    expect(cost({ 'gen_ai.usage.cache_write.input_tokens': 1000, 'gen_ai.usage.cache_creation.input_tokens': 1000 })).toBe(3_750_000n)
    expect(cost({ 'gen_ai.usage.cache_write.input_tokens': 1000, 'costspan.usage.cache_write_1h.input_tokens': 1000 })).toBe(6_000_000n)
    expect(cost({ 'gen_ai.usage.cache_write.input_tokens': 1000, 'anthropic.usage.cache_creation.ephemeral_1h_input_tokens': 400 })).toBe(4_650_000n)
  })

  it('reads the older name of the provider', () => {
    const { calls } = priceSpan({ 'gen_ai.operation.name': 'chat', 'gen_ai.system': 'openai', 'gen_ai.request.model': 'gpt-4o', 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 })

    expect(calls[0]?.nanoUsd).toBe(2_500_000n)
  })

  it('adds the compactions that Anthropic bills beside its totals', () => {
    const { calls } = priceSpan({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.response.model': 'claude-haiku-4-5',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 100,
      'anthropic.usage.compaction.input_tokens': 500,
      'anthropic.usage.compaction.output_tokens': 50,
    })

    // 1 USD input, 5 output: 1500 and 150 tokens.
    expect(calls[0]?.nanoUsd).toBe(2_250_000n)
  })
})

describe('spans that are no calls', () => {
  it.each(['invoke_agent', 'invoke_workflow', 'execute_tool', 'plan', 'fetch_response', 'create_agent', 'retrieval'])(
    'are not priced: %s repeats usage that was paid for elsewhere',
    (operation) => {
      const before = { ...CHAT, 'gen_ai.operation.name': operation, 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 100 }
      const { attributes, calls } = priceSpan(before)

      expect(attributes).toEqual(before)
      expect(calls).toEqual([])
    },
  )

  it('are left as they are when they carry no operation', () => {
    expect(priceSpan({ 'http.request.method': 'GET' }).attributes).toEqual({ 'http.request.method': 'GET' })
  })

  it('include a span that was priced before: it is not priced twice', () => {
    const priced = { ...CHAT, 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 1, 'costspan.cost.status': 'reported' }

    expect(priceSpan(priced).calls).toEqual([])
  })
})

describe('a cost that the provider returned', () => {
  const usage = { ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 100 }

  it('wins over ours and is marked', () => {
    const { attributes } = priceSpan({ ...usage, 'gen_ai.usage.cost.amount': 0.0123, 'gen_ai.usage.cost.currency': 'USD', 'gen_ai.usage.cost.source': 'provider' })

    expect(attributes['costspan.cost.nano_usd']).toBe(12_300_000)
    expect(attributes['gen_ai.usage.cost.source']).toBe('provider')
    expect(attributes['costspan.cost.request']).toBe(0.0123)
  })

  it('is a conflict when it is zero for tokens of a model that is not free, and ours holds', () => {
    const { attributes } = priceSpan({ ...usage, 'gen_ai.usage.cost.amount': 0 })

    expect(attributes['costspan.cost.nano_usd']).toBe(3_500_000)
    expect(attributes['gen_ai.usage.cost.source']).toBe('local')
    expect(attributes['costspan.cost.problem']).toContain('returned a cost of 0 USD')
  })

  it('is believed to be zero for a model that is free', () => {
    const prices = createPriceBook()
    prices.use(userPrices([{ model: 'gpt-4o*', input: 0, output: 0 }]))
    const { attributes } = priceSpan({ ...usage, 'gen_ai.usage.cost.amount': 0 }, { prices })

    expect(attributes['costspan.cost.nano_usd']).toBe(0)
    expect(attributes['gen_ai.usage.cost.source']).toBe('provider')
    expect(attributes).not.toHaveProperty('costspan.cost.problem')
  })
})

describe('a call that brought no usage', () => {
  it('failed, and has no status of a cost, when the provider refused it', () => {
    const { attributes, calls } = priceSpan({ ...CHAT, 'error.type': '429' })

    expect(calls[0]?.status).toBe('failed')
    expect(attributes).toEqual({ ...CHAT, 'error.type': '429' })
  })

  it('is unobserved, with a bound, when it was sent and may be billed', () => {
    const { attributes, calls } = priceSpan({
      ...CHAT,
      'error.type': 'APIConnectionTimeoutError',
      'costspan.attempts.unobserved': 2,
      'costspan.attempts.max_input_tokens': 1000,
      'costspan.attempts.max_output_tokens': 200,
    })

    expect(calls[0]?.status).toBe('unobserved')
    expect(attributes['costspan.at_risk.nano_usd']).toBe(2 * (2_500_000 + 2_000_000))
    expect(attributes).not.toHaveProperty('costspan.cost.nano_usd')
  })

  it('is unobserved for a native span that timed out', () => {
    const { calls } = priceSpan({ ...CHAT, 'gen_ai.provider.name': 'anthropic', 'gen_ai.response.model': 'claude-haiku-4-5', 'error.type': 'client_timeout_error', 'gen_ai.request.max_tokens': 1000 })

    expect(calls[0]?.status).toBe('unobserved')
    expect(calls[0]?.atRiskNanoUsd).toBe(5_000_000n)
  })

  it('is unpriced for want of usage when it ended well', () => {
    const { attributes } = priceSpan(CHAT)

    expect(attributes['costspan.cost.status']).toBe('unpriced')
    expect(attributes['costspan.cost.unpriced_reason']).toBe('no_usage')
  })

  it('is estimated from its input when the output is missing: a stream of the Anthropic SDK that was left early', () => {
    const { attributes } = priceSpan({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.response.model': 'claude-haiku-4-5',
      'gen_ai.request.max_tokens': 100,
      'gen_ai.usage.input_tokens': 1000,
    })

    expect(attributes['costspan.cost.status']).toBe('estimated')
    expect(attributes['costspan.cost.nano_usd']).toBe(1_000_000)
    expect(attributes['costspan.at_risk.nano_usd']).toBe(500_000)
  })
})

describe('a processor whose surroundings fail', () => {
  const usage = { ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 }

  it('lets the span end when a listener throws', () => {
    const { attributes } = priceSpan(usage, {
      onCost: () => {
        throw new Error('listener')
      },
    })

    expect(attributes['costspan.cost.nano_usd']).toBe(2_500_000)
  })

  it('lets the span end when the price book throws', () => {
    const { attributes } = priceSpan(usage, {
      prices: {
        version: 'broken',
        publishedAtMillis: 0,
        find: () => {
          throw new Error('prices')
        },
      },
    })

    expect(attributes).toEqual(usage)
  })
})

describe('attribution', () => {
  beforeAll(() => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
  afterAll(() => context.disable())

  function tracerWithSpans() {
    const exporter = new InMemorySpanExporter()
    const provider = new TracerProvider({ spanProcessors: [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })] })
    return { tracer: provider.getTracer('test'), spans: () => exporter.getFinishedSpans() }
  }

  it('is copied to every span of the trace, not only to calls', () => {
    const { tracer, spans } = tracerWithSpans()

    withCostContext({ feature: 'search', user: 'ann', tier: 'pro' }, () => tracer.startSpan('GET /search').end())

    expect(spans()[0]?.attributes).toEqual({ 'costspan.feature': 'search', 'user.id': 'ann', 'costspan.tier': 'pro' })
  })

  it('gives way to attributes that the span has of its own', () => {
    const { tracer, spans } = tracerWithSpans()

    withCostContext({ user: 'ann' }, () => tracer.startSpan('call', { attributes: { 'user.id': 'bob' } }).end())

    expect(spans()[0]?.attributes).toEqual({ 'user.id': 'bob' })
  })

  it('adds each call to the scopes it was started in, also when it ends outside of them', async () => {
    const { tracer } = tracerWithSpans()
    const start = () => tracer.startSpan('call', { attributes: { ...CHAT, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 0 } })

    const meters = await costScope(async (outer) => {
      start().end()
      return costScope(async (inner) => ({ outer, inner, late: start() }))
    })
    meters.late.end()

    expect([meters.outer.nanoUsd, meters.outer.calls]).toEqual([5_000_000n, 2])
    expect([meters.inner.nanoUsd, meters.inner.calls]).toEqual([2_500_000n, 1])
  })
})

