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
export type { LoopBreakerOptions } from './loop/loop-breaker.ts'
export type { TokenEstimator } from './http/token-estimator.ts'

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
