/**
 * What was called? Spans of LLM SDKs by the GenAI conventions, with their tokens, and the calls left as they are.
 *
 * @module
 */

// Switching it on
export { llmInstrumentations, type LlmInstrumentationsConfig } from './llm-instrumentations.ts'
export { LlmInstrumentation, type LlmInstrumentationConfig } from './llm-instrumentation.ts'
export { registerModuleHooks } from './module-hooks.ts'

// Runs whose calls are made elsewhere
export { meterClaudeRun, type MeterClaudeRunOptions } from './frameworks/claude-agent/meter-claude-run.ts'

// Describing an SDK
export { operation } from './provider.ts'
export type {
  CallResponse,
  Method,
  MethodPatch,
  Operation,
  OperationName,
  OperationSpec,
  PromptText,
  Provider,
  StreamFold,
  TokenUsage,
} from './provider.ts'
export { providers } from './providers.ts'

// Recording prompts and answers
export type { ContentOptions, RedactedCall } from './content/content-options.ts'
export type { CallContent, ContentMessage, ContentReader, MessagePart } from './content/call-content.ts'

// Counting where the provider does not
export { createUsageEstimator, type UsageEstimator } from './tokens/usage-estimator.ts'
