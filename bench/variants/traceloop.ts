import { createRequire } from 'node:module'
import { createPipeline } from './pipeline.ts'
import type { Variant } from './variant.ts'

/** OpenLLMetry: spans with tokens, neither metrics nor cost, openai below 7. */
export const traceloop: Variant = {
  title: '@traceloop/instrumentation-openai',
  majors: ['6'],
  hasCost: false,
  switchOn() {
    const pipeline = createPipeline()
    const { OpenAIInstrumentation } = createRequire(import.meta.url)('@traceloop/instrumentation-openai')
    const instrumentation = new OpenAIInstrumentation()
    instrumentation.setTracerProvider(pipeline.tracerProvider)
    return Promise.resolve(pipeline)
  },
}
