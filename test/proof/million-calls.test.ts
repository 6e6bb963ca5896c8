import { CostSpanProcessor, costViews } from '@costspan/cost'
import { createPriceBook, parsePriceFile } from '@costspan/cost/prices'
import type { Attributes } from '@opentelemetry/api'
import {
  AggregationTemporality,
  type DataPoint,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../examples/demo/traffic/seeded-random.ts'

const CALLS = 1_000_000

/** Prices that nobody has looked after for 90 days, of which one row has a comma in the wrong place. */
const STALE_PRICES = {
  format: 'costspan.prices/1',
  version: 'stale',
  published: new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10),
  providers: {
    openrouter: {
      models: [
        { id: 'acme/right', prices: [{ input: 2, output: 8 }] },
        { id: 'acme/wrong', prices: [{ input: 20, output: 80 }] },
      ],
    },
  },
}

/** What one call is: of a model, with a cost that the gateway returned or without. */
interface Kind {
  readonly weight: number
  readonly model: string
  readonly returnsCost: boolean
}

const KINDS: readonly Kind[] = [
  { weight: 90, model: 'acme/right', returnsCost: false },
  { weight: 6, model: 'acme/right', returnsCost: true },
  { weight: 1, model: 'acme/wrong', returnsCost: true },
  { weight: 3, model: 'acme/released-yesterday', returnsCost: false },
]

/** A call of 1,000 tokens in and 100 out costs 0.0028 USD by the true prices. */
const NANO_USD = 2_800_000

describe('a million calls, some of a model that is not known, some of one whose price is wrong', () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader], views: costViews() })
  const made = new Map<Kind, number>()

  beforeAll(async () => {
    const prices = createPriceBook({ sources: [parsePriceFile(STALE_PRICES, 'stale')] })
    const tracer = new TracerProvider({
      spanProcessors: [new CostSpanProcessor({ prices, meterProvider })],
    }).getTracer('test')
    const random = seededRandom(1)
    for (let call = 0; call < CALLS; call++) {
      const kind = draw(random.between(1, 100))
      made.set(kind, (made.get(kind) ?? 0) + 1)
      tracer.startSpan('chat', { attributes: attributesOf(kind) }).end()
    }
    await meterProvider.forceFlush()
  }, 300_000)
  afterAll(() => meterProvider.shutdown())

  const countOf = (matches: (kind: Kind) => boolean): number =>
    [...made].reduce((sum, [kind, count]) => sum + (matches(kind) ? count : 0), 0)
  const pointsOf = (metric: string): readonly DataPoint<number>[] => {
    const metrics =
      exporter
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
    return (metrics.find(({ descriptor }) => descriptor.name === metric)?.dataPoints ?? []) as DataPoint<number>[]
  }
  const total = (metric: string): number => pointsOf(metric).reduce((sum, { value }) => sum + value, 0)

  it('are counted, each once', () => {
    expect(total('costspan.calls')).toBe(CALLS)
  })

  it('show the share without a price, with model and reason', () => {
    const unknown = countOf(({ model }) => model === 'acme/released-yesterday')
    expect(pointsOf('costspan.calls.unpriced').map(({ attributes, value }) => ({ attributes, value }))).toEqual([
      {
        value: unknown,
        attributes: expect.objectContaining({
          'gen_ai.response.model': 'acme/released-yesterday',
          'costspan.unpriced.reason': 'unknown_model',
        }),
      },
    ])
    expect(unknown / total('costspan.calls')).toBeCloseTo(0.03, 2)
  })

  it('show which price the returned costs contradict, and how often', () => {
    expect(pointsOf('costspan.price.conflicts').map(({ attributes, value }) => ({ attributes, value }))).toEqual([
      {
        value: countOf(({ model }) => model === 'acme/wrong'),
        attributes: expect.objectContaining({ 'gen_ai.response.model': 'acme/wrong' }),
      },
    ])
  })

  it('show how old the prices are', () => {
    expect(pointsOf('costspan.price.catalog.age').map(({ value }) => Math.floor(value))).toEqual([90])
  })

  it('cost what the provider takes, to the nano-dollar', () => {
    const priced = countOf(({ model }) => model !== 'acme/released-yesterday')
    expect(BigInt(Math.round(total('costspan.cost') * 1e9))).toBe(BigInt(priced) * BigInt(NANO_USD))
  })
})

function draw(percent: number): Kind {
  let left = percent
  for (const kind of KINDS) {
    left -= kind.weight
    if (left <= 0) return kind
  }
  throw new Error('the weights must sum to 100')
}

function attributesOf({ model, returnsCost }: Kind): Attributes {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openrouter',
    'gen_ai.request.model': model,
    'gen_ai.response.model': model,
    'gen_ai.usage.input_tokens': 1_000,
    'gen_ai.usage.output_tokens': 100,
    ...(returnsCost && { 'gen_ai.usage.cost.amount': NANO_USD / 1e9, 'gen_ai.usage.cost.currency': 'USD' }),
  }
}
