/**
 * The names that the ledger reads from telemetry. What wrote them is `@costspan/cost`, in this process, in another one or in a
 * collector: the names are the contract, so they are repeated here and not imported.
 */

// What was called
export const GEN_AI_OPERATION_NAME = 'gen_ai.operation.name'
export const GEN_AI_PROVIDER_NAME = 'gen_ai.provider.name'
export const GEN_AI_REQUEST_MODEL = 'gen_ai.request.model'
export const GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model'
export const GEN_AI_RESPONSE_FINISH_REASONS = 'gen_ai.response.finish_reasons'
export const GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK = 'gen_ai.response.time_to_first_chunk'
export const ERROR_TYPE = 'error.type'
export const SERVICE_NAME = 'service.name'
export const SERVICE_INSTANCE_ID = 'service.instance.id'

// What it used
export const USAGE_INPUT = 'gen_ai.usage.input_tokens'
export const USAGE_OUTPUT = 'gen_ai.usage.output_tokens'
export const USAGE_CACHE_READ = 'gen_ai.usage.cache_read.input_tokens'
export const USAGE_CACHE_WRITE = 'gen_ai.usage.cache_write.input_tokens'
/** The older spelling of `cache_write`, which some SDKs still write. */
export const USAGE_CACHE_CREATION = 'gen_ai.usage.cache_creation.input_tokens'
export const USAGE_REASONING = 'gen_ai.usage.reasoning.output_tokens'

// Attempts: the HTTP requests that one call made
export const COSTSPAN_ATTEMPT_KIND = 'costspan.attempt.kind'
export const COSTSPAN_ATTEMPT_INDEX = 'costspan.attempt.index'
export const HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count'

// What it cost
export const COSTSPAN_COST_NANO_USD = 'costspan.cost.nano_usd'
export const COSTSPAN_COST_STATUS = 'costspan.cost.status'
export const COSTSPAN_COST_UNPRICED_REASON = 'costspan.cost.unpriced_reason'
export const COSTSPAN_AT_RISK_NANO_USD = 'costspan.at_risk.nano_usd'
export const COSTSPAN_PRICE_VERSION = 'costspan.price.version'
/** The counter of what calls cost, in USD; exact even where spans are sampled away. */
export const METRIC_COST = 'costspan.cost'

// Who caused it
export const COSTSPAN_FEATURE = 'costspan.feature'
export const COSTSPAN_TEAM = 'costspan.team'
export const COSTSPAN_TENANT = 'costspan.tenant'
export const COSTSPAN_TIER = 'costspan.tier'
export const USER_ID = 'user.id'
export const SESSION_ID = 'session.id'
