import type { AnthropicModule } from '../../calls/anthropic/anthropic-calls.ts'
import type { OpenAiModule } from '../../calls/openai/openai-calls.ts'
import { switchOffNativeTracing } from '../native-tracing.ts'
import { createPipeline } from '../pipeline.ts'
import type { Variant } from '../variant.ts'
import { anthropicByHand } from './anthropic-by-hand.ts'
import { patchCreate } from './hand-made-call.ts'
import { createInstruments } from './instruments.ts'
import { openaiByHand } from './openai-by-hand.ts'

/**
 * The floor: what a careful engineer would write by hand for one method and one model. One span of fifteen attributes, two
 * token histograms, one duration histogram, one cost record, all through the plain OpenTelemetry API, and nothing clever.
 */
export const floor: Variant = {
  title: 'floor (hand-made span, 4 metrics)',
  sdks: ['openai-6', 'openai-7', 'anthropic-1'],
  hasCost: true,
  switchOn(sdk) {
    switchOffNativeTracing()
    const pipeline = createPipeline({ costAttribute: 'gen_ai.usage.cost.amount' })
    const tracer = pipeline.tracerProvider.getTracer('floor')
    const instruments = createInstruments(pipeline.meterProvider.getMeter('floor'))
    const patch = (sdkExports: unknown): void => {
      if (sdk === 'anthropic-1') patchCreate(messagesOf(sdkExports), anthropicByHand, tracer, instruments)
      else patchCreate(completionsOf(sdkExports), openaiByHand, tracer, instruments)
    }
    return Promise.resolve({ ...pipeline, patch })
  },
}

function completionsOf(sdkExports: unknown): never {
  return (sdkExports as OpenAiModule).OpenAI.Chat.Completions.prototype as never
}

function messagesOf(sdkExports: unknown): never {
  return (sdkExports as AnthropicModule).Anthropic.Messages.prototype as never
}
