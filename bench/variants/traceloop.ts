import { createRequire } from 'node:module'
import { createPipeline } from './pipeline.ts'
import type { Variant } from './variant.ts'

/** OpenLLMetry: spans with tokens, neither metrics nor cost, openai below 7. */
export const traceloop: Variant = {
  title: 'OpenLLMetry',
  sdks: ['openai-6'],
  remarks: { 'openai-6': 'records no tokens of a stream' },
  unmetered: {
    'openai-7': 'its range of versions ends before 7',
    'anthropic-1': 'with @traceloop/instrumentation-anthropic 0.27.0 the import of this major throws',
  },
  hasCost: false,
  switchOn() {
    const pipeline = createPipeline()
    const { OpenAIInstrumentation } = createRequire(import.meta.url)('@traceloop/instrumentation-openai')
    const instrumentation = new OpenAIInstrumentation()
    instrumentation.setTracerProvider(pipeline.tracerProvider)
    return Promise.resolve(pipeline)
  },
}
