import { costHistograms, CostSpanProcessor, costViews, recordUnsampledCalls } from '@costspan/cost'
import { llmInstrumentations } from '@costspan/instrumentation'
import { AlwaysOnSampler, ParentBasedSampler } from '@opentelemetry/sdk-trace'
import { createPipeline } from './pipeline.ts'
import type { Variant } from './variant.ts'

/** Ours, wired as `register()` of `@costspan/node` wires it. */
export const costspan: Variant = {
  title: 'costspan (tokens, cost, metrics)',
  majors: ['6', '7'],
  hasCost: true,
  switchOn() {
    const histograms = costHistograms()
    const pipeline = createPipeline({
      sampler: recordUnsampledCalls(new ParentBasedSampler({ root: new AlwaysOnSampler() })),
      views: costViews(),
      metricProducers: [histograms],
      processors: (meterProvider) => [new CostSpanProcessor({ meterProvider, histograms })],
      costAttribute: 'gen_ai.usage.cost.amount',
    })
    llmInstrumentations()
    return Promise.resolve(pipeline)
  },
}
