/**
 * May it be called, and need it be? Budgets that are asked before a call is made.
 *
 * @module
 */

// The contract
export type {
  Admission,
  AdmissionRequest,
  Allowed,
  BudgetUnit,
  Denied,
  Estimate,
  Guard,
  Hold,
  Reservation,
  Settlement,
} from './guard.ts'

// Guarding calls
export { guardedFetch, type Fetch } from './http/guarded-fetch.ts'
export { type CallGuard, type CallGuardOptions, createCallGuard, type LoopWarning } from './http/call-guard.ts'
export { bedrockGuard } from './smithy/bedrock-guard.ts'
export { type PaidAmount, type PaidWork, runPaid } from './paid/run-paid.ts'
export { askByWebhook, type WebhookQuestion } from './http/ask-by-webhook.ts'
export { setActiveGuard } from './http/active-guard.ts'
export { BudgetExceededError } from './http/budget-exceeded-error.ts'
export type { Refusal, RefusalReason } from './admission/refusal.ts'
export type { DowngradeRoute } from './routing/downgrade-route.ts'
export type { Complexity, ModelChoice, Task, TaskClassifier } from './choice/model-choice.ts'
export { keywordClassifier, type Keywords } from './choice/keyword-classifier.ts'
export { type ModelChoiceOptions, withModelChoice } from './choice/with-model-choice.ts'
export type { LoopBreakerOptions } from './loop/loop-breaker.ts'
export type { TokenEstimator } from './http/token-estimator.ts'

// Before a call is made: how many tokens, and what it will cost
export {
  type CountTokens,
  type EstimateTokensOptions,
  estimateTokens,
  type TokenEstimate,
} from './tokens/estimate-tokens.ts'
export { type CostEstimate, estimateCost, type EstimateCostOptions } from './tokens/estimate-cost.ts'
export type { Prompt } from './tokens/read-prompt.ts'

// Shorter prompts
export { type FitMessagesOptions, fitMessages, type FittedMessages } from './prompt/fit-messages.ts'
export { PromptTooLargeError } from './prompt/prompt-too-large-error.ts'
export { compressContext, type CompressContextOptions, type CompressedContext } from './prompt/compress-context.ts'
export { template, type Template, templateText } from './prompt/template.ts'
export { trimTemplate, type TrimmedTemplate, type TrimTemplateOptions } from './prompt/trim-template.ts'
export type { TextChange } from './prompt/trim-text.ts'

// Calls that are not urgent
export { type BatchQueue, createBatchQueue, type QueuedRequest } from './batch/batch-queue.ts'
export type { BatchQueueOptions, BatchResult } from './batch/batch-queue-options.ts'
export type { BatchOutcome, BatchProvider, BatchRequest, LostSubmission } from './batch/batch-provider.ts'
export { type OpenAiBatchClient, type OpenAiBatchEndpoint, openaiBatches } from './batch/openai-batches.ts'
export { type AnthropicBatchClient, anthropicBatches } from './batch/anthropic-batches.ts'
export { BatchRequestError } from './batch/batch-request-error.ts'
export { batchWebhook, type BatchWebhookOptions } from './batch/batch-webhook.ts'

// Budgets
export { type BudgetGuard, createGuard } from './create-guard.ts'
export type { GuardOptions } from './guard-options.ts'
export type { BudgetOptions, BudgetScope, LimitOption, LimitOptions, RungOptions } from './budget/budget-options.ts'
export type { Budget, BudgetDimension, BudgetLimit, BudgetMode, StoreFailurePolicy } from './budget/budget.ts'
export type { RungAction } from './ladder/rung.ts'
export type { LadderState } from './ladder/ladder-state.ts'
export type { BudgetStatus } from './status/budget-status.ts'
export { type BudgetCounter, budgetCounters, resetCounter, setLimit } from './status/budget-counters.ts'
export { type BudgetPeriod, type BudgetWindow, type CalendarPeriod, windowAt } from './window/budget-window.ts'
export { type LimitAmounts, readLimit } from './budget/read-limit.ts'
export { readBudgets } from './budget/read-budgets.ts'

// Caches of answers
export type {
  AnswerCache,
  CacheBypass,
  CacheFinding,
  CacheHit,
  CacheMiss,
  CacheOff,
  CacheQuestion,
  ForgottenAnswers,
} from './cache/answer-cache.ts'
export type { CachedAnswer } from './cache/cached-answer.ts'
export { createExactCache } from './cache/exact-cache.ts'
export type { ExactCacheOptions } from './cache/exact-cache-options.ts'
export type { FeatureCacheOptions } from './cache/cache-policy.ts'
export type { CacheScope } from './cache/key/cache-scope.ts'
export type { EncryptionKey } from './cache/entry/entry-seal.ts'
export { type CacheControl, withCacheControl } from './cache/cache-control.ts'
export { forgetAnswers } from './cache/forget-answers.ts'
export type { AnswerStore, KeepOptions } from './cache/store/answer-store.ts'
export { createMemoryAnswerStore, type MemoryAnswerStoreOptions } from './cache/store/memory-answer-store.ts'
export { createRedisAnswerStore, type RedisAnswerStoreOptions } from './cache/store/redis-answer-store.ts'
export { openAnswerStore } from './cache/store/open-answer-store.ts'

// Where counters are kept
export { openStore } from './store/open-store.ts'
export { createMemoryStore } from './store/memory-store.ts'
export { createRedisStore, type RedisStoreOptions } from './store/redis-store.ts'
export { type RedisClient, redisClient } from './store/redis-client.ts'
export { createSqliteStore } from './store/sqlite-store.ts'
export type { Balance, Booking, BudgetStore, CarveRequest, Claim, Counter } from './store/budget-store.ts'
export type { BudgetLedger, Contribution, LedgerRow } from './ledger/budget-ledger.ts'
export { createMemoryLedger } from './ledger/memory-ledger.ts'
export { createSqliteLedger } from './ledger/sqlite-ledger.ts'

// Answers to questions that ask the same
export { createSemanticCache, type SemanticCache } from './semantic/semantic-cache.ts'
export type { SemanticCacheOptions, SemanticFeatureOptions } from './semantic/semantic-options.ts'
export { type Embedder, type EmbeddingsClient, openaiEmbedder } from './semantic/embedder.ts'
export type { Judge, JudgedPair } from './semantic/judge.ts'
export { type ChatClient, type ChatQuestion, openaiJudge } from './semantic/openai-judge.ts'
export type { SameAnswer } from './semantic/shadow/compare-answers.ts'
export type { FalseHitRate } from './semantic/shadow/false-hits.ts'
export type { ShareEstimate } from './semantic/shadow/wilson-interval.ts'
export type { FoundQuestion, QuestionStore, StoredQuestion, VectorSearch } from './semantic/store/question-store.ts'
export { openQuestionStore } from './semantic/store/open-question-store.ts'
export { createMemoryQuestionStore, type MemoryQuestionStoreOptions } from './semantic/store/memory-question-store.ts'
export { createRedisQuestionStore, type RedisQuestionStoreOptions } from './semantic/store/redis-question-store.ts'

// Prompts that a provider could have read from its cache
export type { PromptCacheBreak, PromptCacheOptions } from './prompt-cache/prompt-cache-watch.ts'
export type { BreakCause, PrefixBreak } from './prompt-cache/find-break.ts'

// Runs
export { continueRun, type Run, type RunOptions, withRun } from './run/with-run.ts'
export { activeRun } from './run/run-context.ts'
export type { ActiveRun } from './run/active-run.ts'
export type { RunAdvisory } from './run/run-advisory.ts'
export type { RunToken } from './run/run-token.ts'
export { runBudgetPropagator } from './run/run-baggage.ts'

// Alerts
export type { AlertSeverity, AlertSink, BudgetAlert, NamedAmount } from './alert/alert.ts'
export { eventSink } from './alert/sinks/event-sink.ts'
export { pagerDutySink, type PagerDutySinkOptions } from './alert/sinks/pager-duty-sink.ts'
export { slackSink } from './alert/sinks/slack-sink.ts'
export { smtpSink, type SmtpSinkOptions } from './alert/sinks/smtp-sink.ts'
export { webhookSink, type WebhookSinkOptions } from './alert/sinks/webhook-sink.ts'
export { webhookSignature } from './alert/sinks/webhook-signature.ts'

// Caps from unit economics
export { suggestedCaps, type SuggestedCaps, type UnitEconomics } from './caps/suggested-cap.ts'
