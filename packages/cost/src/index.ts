/**
 * What did it cost? Prices GenAI spans of any source, exact to the nano-dollar, and says who caused each dollar.
 *
 * ```ts
 * import { TracerProvider } from '@opentelemetry/sdk-trace'
 * import { CostSpanProcessor, withCostContext } from '@costspan/cost'
 *
 * const provider = new TracerProvider({ spanProcessors: [new CostSpanProcessor({ onCost: (call) => console.log(call.nanoUsd) })] })
 * withCostContext({ feature: 'search', user: 'u-42' }, () => {
 *   const span = provider.getTracer('app').startSpan('chat gpt-4o', {
 *     attributes: {
 *       'gen_ai.operation.name': 'chat',
 *       'gen_ai.provider.name': 'openai',
 *       'gen_ai.request.model': 'gpt-4o',
 *       'gen_ai.usage.input_tokens': 1000,
 *       'gen_ai.usage.output_tokens': 100,
 *     },
 *   })
 *   span.end() // 3500000n
 * })
 * ```
 *
 * @module
 */

// Pricing spans
export { CostSpanProcessor, type CostSpanProcessorOptions } from './span/cost-span-processor.ts'
export type { CallStatus, PricedCall } from './span/priced-call.ts'
export { recordUnsampledCalls, type SamplerLike } from './span/record-unsampled-calls.ts'
export { type CostHistograms, costHistograms, type CostHistogramsOptions } from './metrics/cost-histograms.ts'
export { costViews, type CostView, type CostViewsOptions } from './metrics/cost-views.ts'

// Saying who caused it
export {
  activeCostContext,
  type CostContext,
  costContextOf,
  setCostContext,
  withCostContext,
} from './context/cost-context.ts'
export { type PseudonymKey, type PseudonymOptions, pseudonymsOf } from './context/pseudonyms.ts'
export { usePseudonyms } from './context/use-pseudonyms.ts'
export { batchMetadata } from './context/batch-metadata.ts'
export { type AttemptKind, type CostAttempt, withAttempt } from './context/attempt.ts'
export { withRetrieval } from './context/retrieval.ts'
export { type SavingKind, type ShorterInput, withOverhead, withShorterInput } from './context/saving.ts'
export { costBaggagePropagator } from './context/cost-baggage.ts'
export type { CostBaggageOptions } from './context/cost-baggage-options.ts'
export { type LlmHostTest, llmHostTest } from './context/llm-hosts.ts'
export { type OutcomeOptions, type OutcomeScope, recordOutcome } from './outcome/record-outcome.ts'
export { costScope } from './context/cost-scope.ts'
export type { ScopeMeter, ScopeSnapshot } from './context/scope-meter.ts'

// Carrying a value as the cost context is carried
export { carriedValue, runWithValue } from './context/carried-value.ts'
export { type BaggageMember, readMembers } from './context/baggage-members.ts'
export { headerText } from './context/w3c-baggage.ts'
