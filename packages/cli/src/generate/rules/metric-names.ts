/**
 * The metrics of Costspan as Prometheus has them: dots become underscores, the unit follows the name, counters end in
 * `_total`, units in braces vanish.
 */
export const SPEND = 'costspan_cost_USD_total'
export const CALLS = 'costspan_calls_total'
export const UNPRICED_CALLS = 'costspan_calls_unpriced_total'
export const PRICE_CONFLICTS = 'costspan_price_conflicts_total'
export const INPUT_TOKENS = 'gen_ai_client_inference_usage_input_tokens_total'
export const CACHE_READ_TOKENS = 'gen_ai_client_inference_usage_cache_read_input_tokens_total'
export const CATALOG_AGE = 'costspan_price_catalog_age_days'
/** What a guard has counted against a budget since its window began. */
export const BUDGET_SPENT = 'costspan_budget_spent_USD'
/** Spend by the hash of a user, which only a Collector counts, and only where that was asked for. */
export const USER_SPEND = 'costspan_user_cost_USD_total'

export const FEATURE = 'costspan_feature'
export const ATTEMPT_KIND = 'costspan_attempt_kind'
export const CACHE_RESULT = 'costspan_cache_result'
export const FINISH_REASON = 'gen_ai_response_finish_reasons'
export const USER_HASH = 'costspan_user_hash'
