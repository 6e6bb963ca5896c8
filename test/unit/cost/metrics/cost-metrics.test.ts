import { AlwaysOffSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace'
import { costViews, recordUnsampledCalls } from '@costspan/cost'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHAT } from '../span/price-span.ts'
import { metered, total } from './metered.ts'

const SERIES = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
  'costspan.feature': 'unattributed',
}

const call = (input: number, output: number, extra = {}) => ({
  ...CHAT,
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
  ...extra,
})

describe('cost counters', () => {
  it('count dollars by class', async () => {
    const meter = metered()
    meter.call(call(1000, 100, { 'gen_ai.usage.cache_read.input_tokens': 400 }))
    meter.call(call(1000, 0))

    expect(await meter.collect('costspan.cost')).toEqual([
      { attributes: { ...SERIES, 'costspan.cost.class': 'input' }, value: 0.004 },
      { attributes: { ...SERIES, 'costspan.cost.class': 'output' }, value: 0.001 },
      { attributes: { ...SERIES, 'costspan.cost.class': 'cache_read' }, value: 0.0005 },
    ])
  })

  it('carry feature, team and tier, and never the user', async () => {
    const meter = metered()
    meter.call(
      call(1000, 0, {
        'costspan.feature': 'search',
        'costspan.team': 'core',
        'costspan.tier': 'pro',
        'user.id': 'ann',
      }),
    )

    const [point] = await meter.collect('costspan.cost')
    expect(point?.attributes).toEqual({
      ...SERIES,
      'costspan.feature': 'search',
      'costspan.team': 'core',
      'costspan.tier': 'pro',
      'costspan.cost.class': 'input',
    })
  })

  it('stay exact under a view that drops attributes: no series replaces another', async () => {
    const meter = metered({ views: costViews({ dimensions: [] }) })
    for (const feature of ['a', 'b', 'c']) meter.call(call(1000, 0, { 'costspan.feature': feature }))

    const points = await meter.collect('costspan.cost')
    expect(points.map(({ value }) => value)).toEqual([0.0075])
  })

  it('lose nothing to the cardinality limit: what is over it is summed as overflow', async () => {
    const meter = metered({ views: costViews({ cardinalityLimit: 5 }) })
    for (let feature = 0; feature < 50; feature++) meter.call(call(1000, 0, { 'costspan.feature': `f${feature}` }))

    const points = await meter.collect('costspan.cost')
    expect(points.length).toBeLessThanOrEqual(5)
    expect(total(points)).toBeCloseTo(0.125, 12)
    expect(points.some(({ attributes }) => attributes['otel.metric.overflow'] === true)).toBe(true)
  })

  it('lose nothing when attributes without bound outgrow the memory for series', async () => {
    const meter = metered({ views: costViews({ dimensions: [] }) })
    for (let feature = 0; feature < 4_500; feature++) meter.call(call(1000, 0, { 'costspan.feature': `f${feature}` }))

    expect(total(await meter.collect('costspan.cost'))).toBeCloseTo(11.25, 9)
  })

  it('add up to the sum of the calls, to the nano-dollar, in any mix and over several collections', async () => {
    const tokens = fc.record({ input: fc.nat(500_000), output: fc.nat(100_000) })
    await fc.assert(
      fc.asyncProperty(fc.array(tokens, { minLength: 1, maxLength: 40 }), fc.nat(39), async (calls, collectAfter) => {
        let expected = 0n
        const meter = metered({ onCost: ({ nanoUsd }) => (expected += nanoUsd ?? 0n) })
        for (const [index, { input, output }] of calls.entries()) {
          meter.call(call(input, output))
          if (index === collectAfter) await meter.collect('costspan.cost')
        }
        const dollars = total(await meter.collect('costspan.cost'))
        expect(BigInt(Math.round(dollars * 1e9))).toBe(expected)
      }),
      { numRuns: 50 },
    )
  })
})

describe('sampling', () => {
  it('loses no money: the counters are the same when no trace is kept', async () => {
    const meter = metered({ sampler: recordUnsampledCalls(new AlwaysOffSampler()) })
    for (let index = 0; index < 100; index++) meter.call(call(1000, 0))

    expect(total(await meter.collect('costspan.cost'))).toBeCloseTo(0.25, 12)
  })

  it('would lose it without the wrapper, so that the test above can fail', async () => {
    const meter = metered({ sampler: new AlwaysOffSampler() })
    meter.call(call(1000, 0))

    expect(await meter.collect('costspan.cost')).toEqual([])
  })

  it('leaves spans that are no calls to the sampler', () => {
    const sampler = recordUnsampledCalls(new TraceIdRatioBasedSampler(0))
    const decide = (attributes: object) =>
      sampler.shouldSample({} as never, '0'.repeat(32), 'span', 0, attributes as never, []).decision

    expect(decide({ 'http.request.method': 'GET' })).toBe(0)
    expect(decide({ 'gen_ai.operation.name': 'chat' })).toBe(1)
    expect(decide({ 'openinference.span.kind': 'LLM' })).toBe(1)
  })
})

describe('the other metrics', () => {
  it('count calls by status and finish reason', async () => {
    const meter = metered()
    meter.call(call(1, 1, { 'gen_ai.response.finish_reasons': ['stop'] }))
    meter.call(call(1, 1, { 'gen_ai.response.finish_reasons': ['length'] }))
    meter.call({ ...CHAT, 'error.type': '429' })

    expect(await meter.collect('costspan.calls')).toEqual([
      {
        attributes: {
          ...SERIES,
          'costspan.attempt.kind': 'primary',
          'costspan.cost.status': 'reported',
          'gen_ai.response.finish_reasons': 'stop',
        },
        value: 1,
      },
      {
        attributes: {
          ...SERIES,
          'costspan.attempt.kind': 'primary',
          'costspan.cost.status': 'reported',
          'gen_ai.response.finish_reasons': 'length',
        },
        value: 1,
      },
      { attributes: { ...SERIES, 'costspan.attempt.kind': 'primary', 'costspan.cost.status': 'failed' }, value: 1 },
    ])
  })

  it('count calls whose cost is unknown, with model and reason, and no cost point', async () => {
    const meter = metered()
    meter.call({ ...call(10, 1), 'gen_ai.request.model': 'gpt-unheard-of', 'gen_ai.response.model': 'gpt-unheard-of' })
    meter.call(call(1, 1, { 'gen_ai.usage.cache_read.input_tokens': 5 }))

    expect(await meter.collect('costspan.calls.unpriced')).toEqual([
      {
        attributes: {
          ...SERIES,
          'gen_ai.request.model': 'gpt-unheard-of',
          'gen_ai.response.model': 'gpt-unheard-of',
          'costspan.unpriced.reason': 'unknown_model',
        },
        value: 1,
      },
      { attributes: { ...SERIES, 'costspan.unpriced.reason': 'invalid_usage' }, value: 1 },
    ])
    expect(await meter.collect('costspan.cost')).toEqual([])
    expect(await meter.collect('gen_ai.client.operation.cost')).toEqual([])
  })

  it('bound what attempts without usage may have cost', async () => {
    const meter = metered()
    meter.call({
      ...CHAT,
      'error.type': 'timeout',
      'costspan.attempts.unobserved': 1,
      'costspan.attempts.max_input_tokens': 1000,
      'costspan.attempts.max_output_tokens': 100,
    })

    expect(total(await meter.collect('costspan.cost.at_risk'))).toBe(0.0035)
  })

  it('count what the prompt cache saved, at the difference to the full price', async () => {
    const meter = metered()
    meter.call(call(1000, 0, { 'gen_ai.usage.cache_read.input_tokens': 800 }))

    expect(await meter.collect('costspan.cost.saved')).toEqual([
      { attributes: { ...SERIES, 'costspan.saved.kind': 'prompt_cache' }, value: 0.001 },
    ])
  })

  it('count tokens by modality where the provider told the parts', async () => {
    const meter = metered()
    meter.call(call(100, 40))
    meter.call(call(100, 40, { 'gen_ai.usage.audio.output_tokens': 30, 'gen_ai.usage.reasoning.output_tokens': 5 }))

    const byModality = (points: Awaited<ReturnType<typeof meter.collect>>) =>
      Object.fromEntries(points.map(({ attributes, value }) => [String(attributes['gen_ai.token.modality']), value]))
    expect(byModality(await meter.collect('gen_ai.client.inference.usage.input_tokens'))).toEqual({ unknown: 200 })
    expect(byModality(await meter.collect('gen_ai.client.inference.usage.output_tokens'))).toEqual({
      unknown: 40,
      audio: 30,
      text: 10,
    })
    expect(byModality(await meter.collect('gen_ai.client.inference.usage.reasoning.output_tokens'))).toEqual({
      text: 5,
    })
  })

  it('record cost and duration as distributions', async () => {
    const meter = metered()
    meter.call(call(1000, 100))
    meter.call(call(1000, 100))

    const [cost] = await meter.collect('gen_ai.client.operation.cost')
    expect(cost).toEqual({
      attributes: { ...SERIES, 'gen_ai.usage.cost.currency': 'USD', 'gen_ai.usage.cost.source': 'local' },
      value: { count: 2, sum: 0.007 },
    })
    const [duration] = await meter.collect('gen_ai.client.inference.duration')
    expect(duration?.value).toMatchObject({ count: 2 })
  })

  it('write the names before 1.42 only when asked to', async () => {
    const meter = metered()
    const older = metered({ olderNames: true })
    meter.call(call(1000, 100))
    older.call(call(1000, 100))

    expect(await meter.collect('gen_ai.client.token.usage')).toEqual([])
    expect(
      (await older.collect('gen_ai.client.token.usage')).map(({ attributes, value }) => [
        attributes['gen_ai.token.type'],
        value,
      ]),
    ).toEqual([
      ['input', { count: 1, sum: 1000 }],
      ['output', { count: 1, sum: 100 }],
    ])
  })

  it('tell how old the prices are', async () => {
    const meter = metered()
    meter.call(call(1, 1))

    const [age] = await meter.collect('costspan.price.catalog.age')
    expect(age?.value).toBeGreaterThan(0)
  })
})
