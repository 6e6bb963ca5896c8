import { LlmInstrumentation, type LlmInstrumentationConfig } from './llm-instrumentation.ts'
import { providers } from './providers.ts'
import { createUsageEstimator } from './tokens/usage-estimator.ts'

/**
 * One instrumentation for each supported SDK, for the `instrumentations` of a NodeSDK.
 *
 * @example
 * ```ts
 * import { registerInstrumentations } from '@opentelemetry/instrumentation'
 * import { llmInstrumentations } from '@costspan/instrumentation'
 *
 * registerInstrumentations({ instrumentations: [...llmInstrumentations()] })
 * ```
 */
export function llmInstrumentations(config: LlmInstrumentationConfig = {}): LlmInstrumentation[] {
  const estimator = config.estimator ?? createUsageEstimator()
  return providers.map((provider) => new LlmInstrumentation({ ...config, estimator, provider }))
}
