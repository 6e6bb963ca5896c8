import { costHistograms, CostSpanProcessor, costViews, recordUnsampledCalls } from '@costspan/cost'
import { llmInstrumentations } from '@costspan/instrumentation'
import { AlwaysOnSampler, ParentBasedSampler } from '@opentelemetry/sdk-trace'
import { switchOffNativeTracing } from './native-tracing.ts'
import { createPipeline } from './pipeline.ts'
import type { SwitchedOn, Variant } from './variant.ts'

/** Ours, wired as `register()` of `@costspan/node` wires it. Where an SDK traces itself, that span is priced. */
export const costspan: Variant = {
  title: 'costspan (tokens, cost, metrics)',
  sdks: ['openai-6', 'openai-7', 'anthropic-1'],
  hasCost: true,
  switchOn: () => Promise.resolve(switchOn()),
}

/** Ours with the span of our own instrumentation, as for versions of the SDK that did not trace themselves yet. */
export const costspanWithoutNative: Variant = {
  title: "costspan, the SDK's own spans off",
  sdks: ['anthropic-1'],
  hasCost: true,
  switchOn() {
    switchOffNativeTracing()
    return Promise.resolve(switchOn())
  },
}

function switchOn(): SwitchedOn {
  const histograms = costHistograms()
  const pipeline = createPipeline({
    sampler: recordUnsampledCalls(new ParentBasedSampler({ root: new AlwaysOnSampler() })),
    views: costViews(),
    metricProducers: [histograms],
    processors: (meterProvider) => [new CostSpanProcessor({ meterProvider, histograms })],
    costAttribute: 'gen_ai.usage.cost.amount',
  })
  llmInstrumentations()
  return pipeline
}
