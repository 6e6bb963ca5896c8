import type { Attributes, HrTime } from '@opentelemetry/api'
import type { MeterProvider } from '@opentelemetry/sdk-metrics'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import { createPipeline } from '../pipeline.ts'
import type { Variant } from '../variant.ts'
import { haikuCostUsd } from './anthropic-by-hand.ts'
import { createInstruments, type Instruments, record } from './instruments.ts'

/**
 * The floor of who keeps the spans that the SDK makes by itself: a processor, written by hand for one model, which adds the cost to
 * each and records the four metrics.
 */
export const floorOnNative: Variant = {
  title: "floor on the SDK's own spans (cost, 4 metrics)",
  sdks: ['anthropic-1'],
  hasCost: true,
  switchOn: () =>
    Promise.resolve(
      createPipeline({
        costAttribute: 'gen_ai.usage.cost.amount',
        processors: (meterProvider: MeterProvider) => [processor(createInstruments(meterProvider.getMeter('floor')))],
      }),
    ),
}

/** What is used of a span that ends. */
interface EndingSpan {
  readonly attributes: Attributes
  readonly startTime: HrTime
  readonly duration: HrTime
  setAttribute(name: string, value: number): unknown
}

function processor(instruments: Instruments): SpanProcessor {
  return {
    onStart() {},
    onEnding: (span) => finish(span, instruments),
    onEnd() {},
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
}

function finish(span: EndingSpan, instruments: Instruments): void {
  const { attributes, duration } = span
  const input = attributes['gen_ai.usage.input_tokens']
  const output = attributes['gen_ai.usage.output_tokens']
  if (typeof input !== 'number' || typeof output !== 'number') return
  const cacheRead = Number(attributes['gen_ai.usage.cache_read.input_tokens'] ?? 0)
  const cacheWrite = Number(attributes['gen_ai.usage.cache_write.input_tokens'] ?? 0)
  const costUsd = haikuCostUsd({ input, cacheRead, cacheWrite, output })
  span.setAttribute('gen_ai.usage.cost.amount', costUsd)
  const seconds = duration[0] + duration[1] / 1e9
  record(
    instruments,
    { input, output, seconds, costUsd },
    {
      'gen_ai.operation.name': attributes['gen_ai.operation.name'],
      'gen_ai.provider.name': attributes['gen_ai.provider.name'],
      'gen_ai.request.model': attributes['gen_ai.request.model'],
      'gen_ai.response.model': attributes['gen_ai.response.model'],
      'server.address': attributes['server.address'],
    },
  )
}
