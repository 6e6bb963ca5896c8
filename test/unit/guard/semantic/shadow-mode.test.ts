import {
  InMemoryMetricExporter,
  AggregationTemporality,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { describe, expect, it, vi } from 'vitest'
import { answered, questionOf } from './asked.ts'
import { answer, ASKED, blindCache, KNOWN } from './blind-cache.ts'

describe('shadow mode', () => {
  it('asks the provider for a share of the hits, and publishes the rate of false ones with its interval', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
    const meterProvider = new MeterProvider({ readers: [reader] })
    const draws = [0.01, 0.5, 0.049, 0.9]
    const cache = blindCache({ features: { faq: {} }, random: () => draws.shift() ?? 1, meterProvider })
    await answer(cache, questionOf(KNOWN))
    const results = []
    for (let call = 0; call < 4; call++) {
      const found = await cache.lookup(questionOf(ASKED))
      results.push(found.result)
      if (found.result === 'miss') found.keep(answered('Click on Forgot.'))
    }
    expect(results).toEqual(['miss', 'semantic', 'miss', 'semantic'])
    await vi.waitFor(() => expect(cache.falseHitRates()).toMatchObject([{ compared: 2 }]))
    expect(cache.falseHitRates()).toEqual([
      {
        feature: 'faq',
        compared: 2,
        falseHits: 0,
        isOff: false,
        rate: { share: 0, low: 0, high: expect.closeTo(0.6576, 4) },
      },
    ])
    await meterProvider.forceFlush()
    const points = exporter.getMetrics().at(-1)?.scopeMetrics[0]?.metrics[0]?.dataPoints ?? []
    expect(points.map(({ value, attributes }) => [attributes['costspan.cache.bound'], value])).toEqual([
      ['share', 0],
      ['low', 0],
      ['high', expect.closeTo(0.6576, 4)],
    ])
    await meterProvider.shutdown()
  })

  it('switches a feature off whose hits are too often false, and no other one', async () => {
    const cache = blindCache({ features: { faq: { mode: 'shadow' }, chat: { shadowShare: 0 } } })
    for (const feature of ['faq', 'chat']) await answer(cache, questionOf(KNOWN, { feature }), 'Yes, by mail.')
    const found = await cache.lookup(questionOf(ASKED))
    if (found.result !== 'miss') throw new Error('expected a miss')
    found.keep(answered('No, you cannot.'))
    await vi.waitFor(() => expect(cache.falseHitRates()).toMatchObject([{ feature: 'faq', falseHits: 1, isOff: true }]))
    expect(await cache.lookup(questionOf(ASKED))).toEqual({
      result: 'bypass',
      reason: 'too many of its hits were false',
    })
    expect(await cache.lookup(questionOf(ASKED, { feature: 'chat' }))).toMatchObject({ result: 'semantic' })
  })

  it('holds a few false hits among hundreds for no proof', async () => {
    let live = 0
    const sameAnswer = async (): Promise<boolean> => ++live < 100 || live % 50 !== 0
    const cache = blindCache({ features: { faq: { mode: 'shadow' } }, sameAnswer })
    await answer(cache, questionOf(KNOWN))
    for (let call = 1; call <= 300; call++) {
      const found = await cache.lookup(questionOf(ASKED))
      if (found.result === 'miss') found.keep(answered('Click.'))
      await vi.waitFor(() => expect(live).toBe(call), { interval: 1 })
    }
    expect(cache.falseHitRates()).toMatchObject([{ compared: 300, falseHits: 5, isOff: false }])
  })

  it.each([
    ['Yes, it is.', 'No, it is not.', false],
    ['It costs $10.', 'It costs $100.', false],
    ['It costs $10.', 'The price is $10.', true],
    ['Click.', 'Click.', true],
  ])('compares "%s" with "%s"', async (cached, live, isSame) => {
    const cache = blindCache({ features: { faq: { mode: 'shadow' } } })
    await answer(cache, questionOf(KNOWN), cached)
    const found = await cache.lookup(questionOf(ASKED))
    if (found.result === 'miss') found.keep(answered(live))
    await vi.waitFor(() => expect(cache.falseHitRates()).toMatchObject([{ compared: 1, falseHits: isSame ? 0 : 1 }]))
  })
})
