import { LlmInstrumentation, type LlmInstrumentationConfig } from './llm-instrumentation.ts'
import { providers } from './providers.ts'
import { createUsageEstimator } from './tokens/usage-estimator.ts'

/** Which SDKs are metered, by the names of their providers (`openai`, `anthropic`), and how. */
export interface LlmInstrumentationsConfig extends LlmInstrumentationConfig {
  /** Only these. Default: all that are supported. */
  readonly include?: readonly string[]
  /** Not these, even if they are included. */
  readonly exclude?: readonly string[]
}

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
export function llmInstrumentations(config: LlmInstrumentationsConfig = {}): LlmInstrumentation[] {
  const { include = names, exclude = [], ...shared } = config
  for (const name of [...include, ...exclude]) {
    if (!names.includes(name))
      throw new TypeError(`llmInstrumentations: there is no provider "${name}"; expected some of ${names.join(', ')}`)
  }
  const estimator = shared.estimator ?? createUsageEstimator()
  return providers
    .filter(({ name }) => include.includes(name) && !exclude.includes(name))
    .map((provider) => new LlmInstrumentation({ ...shared, estimator, provider }))
}

const names: readonly string[] = providers.map(({ name }) => name)
