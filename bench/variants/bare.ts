import { switchOffNativeTracing } from './native-tracing.ts'
import type { Variant } from './variant.ts'

/** Nothing at all: the two copies of the SDK against each other, which shows the noise of the measurement. */
export const bare: Variant = {
  title: 'bare SDK (control: two copies)',
  sdks: ['openai-6', 'openai-7', 'anthropic-1'],
  hasCost: false,
  switchOn() {
    switchOffNativeTracing()
    return Promise.resolve({ exported: { spans: 0, costUsd: 0 }, flush: () => Promise.resolve() })
  },
}
