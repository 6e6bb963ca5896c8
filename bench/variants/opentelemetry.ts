import { createRequire } from 'node:module'
import { createPipeline } from './pipeline.ts'
import type { Variant } from './variant.ts'

/** The official instrumentation: tokens and two metrics, no cost, openai below 7. */
export const opentelemetry: Variant = {
  title: '@opentelemetry/instrumentation-openai',
  sdks: ['openai-6'],
  unmetered: { 'openai-7': 'its range of versions ends before 7' },
  hasCost: false,
  switchOn() {
    const pipeline = createPipeline()
    const { OpenAIInstrumentation } = createRequire(import.meta.url)('@opentelemetry/instrumentation-openai')
    const instrumentation = new OpenAIInstrumentation()
    instrumentation.setTracerProvider(pipeline.tracerProvider)
    instrumentation.setMeterProvider(pipeline.meterProvider)
    return Promise.resolve(pipeline)
  },
}
