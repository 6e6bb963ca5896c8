import { CostSpanProcessor } from '@costspan/cost'
import { bundledModels } from '@costspan/cost/prices'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type { CollectedSpan } from '../collected-spans.ts'
import { prometheusSamples } from '../prometheus-samples.ts'
import { type Collector, collectorPlace, startCollector } from '../start-collector.ts'
import { ALL_SPANS, AT, generatedConfig } from './generated-config.ts'
import { sendSpans, type SentSpan, type SentValue } from './send-spans.ts'
import shapes from './span-shapes.json' with { type: 'json' }

/** What calls look like; `{model}` and `{provider}` stand for those of the catalogue. */
interface SpanShape {
  readonly name: string
  readonly model?: string
  readonly at?: string
  readonly attributes?: Readonly<Record<string, SentValue | null>>
  readonly usage: Readonly<Record<string, string | number>>
  /** What an application would have written, where the collector also understands others. */
  readonly means?: Readonly<Record<string, number>>
}

/** What pricing says of a call. */
interface Verdict {
  readonly nanoUsd: string | undefined
  readonly status: string | undefined
  readonly reason: string | undefined
}

const MODELS = bundledModels()
const SHAPES = shapes as unknown as readonly SpanShape[]

describe('a generated collector and the TypeScript calculator', () => {
  let collector: Collector
  let collected: ReadonlyMap<string, Verdict>

  beforeAll(async () => {
    const place = await collectorPlace()
    const config = await generatedConfig(place.folder)
    collector = await startCollector(inject('collector'), { place, configs: [config('gateway.yaml'), ALL_SPANS] })
    const spans = SHAPES.flatMap((shape, index) =>
      MODELS.map((model, number) => spanOf(shape, model, `${index}/${number}`)),
    )
    await sendSpans(collector.otlpUrl, spans)
    await vi.waitFor(async () => expect(await written(collector)).toBe(spans.length), {
      timeout: 200_000,
      interval: 500,
    })
    collected = new Map(collector.spans().map((span) => [span.name, verdictOf(span.attributes)]))
    return async () => {
      await collector.stop()
      place.remove()
    }
  }, 240_000)

  it('has a catalogue and shapes worth comparing', () => {
    expect(MODELS.length).toBeGreaterThan(1_400)
    expect(SHAPES.length).toBeGreaterThan(16)
  })

  describe.each(SHAPES.map((shape, index) => ({ ...shape, index })))('for a model $name', (shape) => {
    it('say the same of every model of the catalogue', () => {
      const processor = new CostSpanProcessor()
      const differences = MODELS.flatMap((model, number) => {
        const theirs = collected.get(`${shape.index}/${number}`)
        const ours = calculated(processor, spanOf(shape, model, ''), shape)
        return JSON.stringify(theirs) === JSON.stringify(ours) ? [] : [{ ...model, theirs, ours }]
      })
      expect(differences).toEqual([])
    })
  })

  it('price most models, so that the comparison is not one of nothing with nothing', () => {
    const priced = [...collected.values()].filter(({ nanoUsd }) => nanoUsd !== undefined && nanoUsd !== '0')
    expect(priced.length).toBeGreaterThan(MODELS.length * 12)
  })
})

/** How many spans the collector has written to its file, by its own count: reading the file again and again would take long. */
async function written(collector: Collector): Promise<number> {
  const counts = prometheusSamples(await collector.ownMetrics()).filter(
    ({ name, labels }) => name.startsWith('otelcol_exporter_sent_spans') && labels['exporter'] === 'file',
  )
  return counts.reduce((sum, { value }) => sum + value, 0)
}

function spanOf(
  shape: SpanShape,
  { provider, id }: { readonly provider: string; readonly id: string },
  name: string,
): SentSpan {
  const filled = (text: string): string =>
    text.replace('{model}', id).replace('{MODEL}', id.toUpperCase()).replace('{provider}', provider)
  const usage = Object.entries(shape.usage).map(([key, value]) => [`gen_ai.usage.${key}`, value] as const)
  const all: Record<string, SentValue | null> = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider,
    'gen_ai.response.model': shape.model ?? '{model}',
    ...Object.fromEntries(usage),
    ...shape.attributes,
  }
  const attributes = Object.entries(all).flatMap(([key, value]) =>
    value === null ? [] : [[key, typeof value === 'string' ? filled(value) : value] as const],
  )
  return { name, startedAtMillis: Date.parse(shape.at ?? AT), attributes: Object.fromEntries(attributes) }
}

/** What an application's processor writes on the same span. */
function calculated(
  processor: CostSpanProcessor,
  { attributes, startedAtMillis = 0 }: SentSpan,
  { means }: SpanShape,
): Verdict {
  const span = { attributes: { ...attributes, ...means } as Record<string, string | number> }
  const startTime: [number, number] = [Math.floor(startedAtMillis / 1_000), 0]
  processor.onEnding({ ...span, startTime, duration: [0, 250_000_000], setAttribute: () => undefined } as never)
  return verdictOf(span.attributes)
}

function verdictOf(attributes: CollectedSpan['attributes']): Verdict {
  const text = (value: unknown): string | undefined =>
    value === undefined ? undefined : JSON.stringify(value).replaceAll('"', '')
  return {
    nanoUsd: text(attributes['costspan.cost.nano_usd']),
    status: text(attributes['costspan.cost.status']),
    // Where nobody tells the provider, an application also looks for one that has the model, to say which of both is unknown.
    reason: text(attributes['costspan.cost.unpriced_reason'])?.replace('unknown_provider', 'unknown_model'),
  }
}
