import { createPipeline } from './pipeline.ts'
import type { Variant } from './variant.ts'

/** The spans that Anthropic's SDK makes by itself as soon as there is a tracer provider: tokens, no metrics, no cost. */
export const anthropicNative: Variant = {
  title: "the SDK's own spans",
  sdks: ['anthropic-1'],
  hasCost: false,
  switchOn: () => Promise.resolve(createPipeline()),
}
