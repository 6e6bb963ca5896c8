import { costHistograms, costViews } from '@costspan/cost'
import type { Attributes, Histogram } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricData,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metered } from './metered.ts'

const ADVICE = { unit: 's', description: 'How long', advice: { explicitBucketBoundaries: [0.25, 0.5, 1, 20] } }

/** One histogram of the SDK and one of ours, read by one reader. */
function both(temporality: 'cumulative' | 'delta') {
  const theirs = temporality === 'delta' ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE
  const exporter = new InMemoryMetricExporter(theirs)
  const histograms = costHistograms({ temporality })
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: 3_600_000,
    metricProducers: [histograms],
  })
  const provider = new MeterProvider({ readers: [reader] })
  return {
    pair: [provider.getMeter('theirs').createHistogram('taken', ADVICE), histograms.createHistogram('taken', ADVICE)],
    async collect(): Promise<[theirs: unknown, ours: unknown]> {
      exporter.reset()
      await provider.forceFlush()
      const scopes = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)
      const of = (scope: string) => scopes.find((each) => each.scope.name === scope)?.metrics.map(timeless) ?? []
      return [of('theirs'), of('@costspan/cost')]
    },
  }
}

/** What a backend is told, but for the times, and with the series in one order. */
function timeless({ descriptor, dataPoints, ...rest }: MetricData): unknown {
  const { name, unit, description, valueType } = descriptor
  const points = dataPoints.map(({ attributes, value }) => ({ attributes: JSON.stringify(attributes), value }))
  return {
    ...rest,
    descriptor: { name, unit, description, valueType },
    points: points.toSorted((one, other) => (one.attributes < other.attributes ? -1 : 1)),
  }
}

/** Values on bounds and beside them, and what is no measurement. (Of NaN the SDK keeps a series that has counted nothing.) */
/** Whose sum is the same in any order. */
const SIXTEENTHS = fc.nat({ max: 1_000 }).map((count) => count / 16)
const anyValue = fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1, 20, -1), SIXTEENTHS)
const anyAttributes: fc.Arbitrary<Attributes> = fc.constantFrom(
  {},
  { model: 'a' },
  { model: 'b' },
  { model: 'a', tier: 'x' },
)
const anyRecords = fc.array(fc.tuple(anyValue, anyAttributes), { maxLength: 30 })

function recordAll(pair: readonly (Histogram | undefined)[], records: readonly [number, Attributes][]): void {
  for (const histogram of pair) {
    for (const [value, attributes] of records) histogram?.record(value, { ...attributes })
    // Both the same object again and one that looks the same belong to one series.
    for (const [value, attributes] of records) histogram?.record(value, attributes)
  }
}

describe('costHistograms', () => {
  it.each(['cumulative', 'delta'] as const)('tells what the histograms of the SDK tell: %s', async (temporality) => {
    await fc.assert(
      fc.asyncProperty(anyRecords, anyRecords, async (first, second) => {
        const { pair, collect } = both(temporality)
        for (const records of [first, second, []]) {
          recordAll(pair, records)
          const [theirs, ours] = await collect()
          expect(ours).toEqual(theirs)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('loses no value beyond its most series', async () => {
    const histograms = costHistograms()
    const histogram = histograms.createHistogram('taken', ADVICE)
    for (let model = 0; model < 3_000; model += 1) histogram.record(1, { model })

    const { resourceMetrics } = await histograms.collect()
    const points = resourceMetrics.scopeMetrics
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ dataPoints }) => dataPoints)
    expect(points).toHaveLength(2_000)
    expect(points.reduce((sum, { value }) => sum + value.count, 0)).toBe(3_000)
    expect(points.at(-1)).toMatchObject({ attributes: { 'otel.metric.overflow': true }, value: { count: 1_001 } })
  })

  it('refuses a temporality that is none', () => {
    expect(() => costHistograms({ temporality: 'lowmemory' as never })).toThrow(
      new TypeError('costHistograms: temporality must be cumulative or delta, got "lowmemory"'),
    )
  })

  it('goes on with a histogram that is made again', async () => {
    const histograms = costHistograms()
    histograms.createHistogram('taken', ADVICE).record(1)
    histograms.createHistogram('taken', ADVICE).record(2)

    const { resourceMetrics } = await histograms.collect()
    expect(resourceMetrics.scopeMetrics[0]?.metrics.map(({ dataPoints }) => dataPoints[0]?.value.sum)).toEqual([3])
  })

  it('gives calls the series that instruments under our views give them', async () => {
    const names = [
      'gen_ai.client.operation.cost',
      'gen_ai.client.inference.duration',
      'gen_ai.client.inference.time_to_first_chunk',
      'gen_ai.client.token.usage',
    ]
    const counts = async (options: Parameters<typeof metered>[0]): Promise<unknown> => {
      const { call, collect } = metered({ ...options, olderNames: true, views: costViews() })
      call({ ...CALL, 'gen_ai.response.time_to_first_chunk': 0.3 })
      call(CALL)
      call({ ...CALL, 'costspan.feature': 'search', 'user.id': 'u-1' })
      call({ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'error.type': '500' })
      const points = await Promise.all(names.map(collect))
      return points.map((each) =>
        each.map(({ attributes, value }) => ({ attributes, count: typeof value === 'number' ? value : value.count })),
      )
    }
    expect(await counts({ histograms: costHistograms() })).toEqual(await counts({}))
  })
})

const CALL: Attributes = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
  'gen_ai.usage.input_tokens': 1_000,
  'gen_ai.usage.output_tokens': 100,
}
