/**
 * The names that the ledger reads from telemetry. What wrote them is `@costspan/cost`, in this process, in another one or in a
 * collector: the names are the contract, so they are repeated here and not imported.
 */

// What was called
export const GEN_AI_OPERATION_NAME = 'gen_ai.operation.name'
export const GEN_AI_PROVIDER_NAME = 'gen_ai.provider.name'
export const GEN_AI_REQUEST_MODEL = 'gen_ai.request.model'
export const GEN_AI_REQUEST_TEMPERATURE = 'gen_ai.request.temperature'
export const GEN_AI_REQUEST_MAX_TOKENS = 'gen_ai.request.max_tokens'
export const COSTSPAN_PROMPT_HASH = 'costspan.prompt.hash'
export const COSTSPAN_PROMPT_BREAK_CAUSE = 'costspan.prompt.break.cause'
export const COSTSPAN_PROMPT_LOST_NANO_USD = 'costspan.prompt.lost.nano_usd'
export const GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model'
export const GEN_AI_RESPONSE_FINISH_REASONS = 'gen_ai.response.finish_reasons'
export const GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK = 'gen_ai.response.time_to_first_chunk'
export const ERROR_TYPE = 'error.type'
export const SERVICE_NAME = 'service.name'
export const SERVICE_VERSION = 'service.version'
/** The commit that a service was built from. */
export const VCS_REVISION = 'vcs.ref.head.revision'
export const SERVICE_INSTANCE_ID = 'service.instance.id'

// What it used
export const USAGE_INPUT = 'gen_ai.usage.input_tokens'
export const USAGE_OUTPUT = 'gen_ai.usage.output_tokens'
export const USAGE_CACHE_READ = 'gen_ai.usage.cache_read.input_tokens'
export const USAGE_CACHE_WRITE = 'gen_ai.usage.cache_write.input_tokens'
/** The older spelling of `cache_write`, which some SDKs still write. */
export const USAGE_CACHE_CREATION = 'gen_ai.usage.cache_creation.input_tokens'
export const USAGE_REASONING = 'gen_ai.usage.reasoning.output_tokens'

// Which price holds
export const COSTSPAN_SERVICE_TIER = 'costspan.service_tier'
export const OPENAI_RESPONSE_SERVICE_TIER = 'openai.response.service_tier'
export const ANTHROPIC_RESPONSE_SERVICE_TIER = 'anthropic.response.service_tier'
export const COSTSPAN_REGION = 'costspan.region'

// Attempts: the HTTP requests that one call made
export const COSTSPAN_BATCH_ID = 'costspan.batch.id'
export const COSTSPAN_BATCH_CUSTOM_ID = 'costspan.batch.custom_id'
export const COSTSPAN_ATTEMPT_KIND = 'costspan.attempt.kind'
export const COSTSPAN_ATTEMPT_INDEX = 'costspan.attempt.index'
export const HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count'

// What it cost
export const COSTSPAN_COST_NANO_USD = 'costspan.cost.nano_usd'
// The additive parts in USD
export const COSTSPAN_COST_INPUT = 'costspan.cost.input'
export const COSTSPAN_COST_OUTPUT = 'costspan.cost.output'
export const COSTSPAN_COST_CACHE_READ = 'costspan.cost.cache_read'
export const COSTSPAN_COST_CACHE_WRITE = 'costspan.cost.cache_write'
export const COSTSPAN_COST_REASONING = 'costspan.cost.reasoning'
export const COSTSPAN_COST_AUDIO = 'costspan.cost.audio'
export const COSTSPAN_COST_IMAGE = 'costspan.cost.image'
export const COSTSPAN_COST_TOOL = 'costspan.cost.tool'
export const COSTSPAN_COST_REQUEST = 'costspan.cost.request'
export const COSTSPAN_COST_STATUS = 'costspan.cost.status'
export const COSTSPAN_COST_UNPRICED_REASON = 'costspan.cost.unpriced_reason'
export const COSTSPAN_AT_RISK_NANO_USD = 'costspan.at_risk.nano_usd'
export const COSTSPAN_PRICE_VERSION = 'costspan.price.version'
/** The counter of what calls cost, in USD; exact even where spans are sampled away. */
export const METRIC_COST = 'costspan.cost'

// Retrieved context and answers from a cache
export const COSTSPAN_RETRIEVAL_SHARE = 'costspan.retrieval.share'
export const COSTSPAN_RETRIEVAL_OVERLAP = 'costspan.retrieval.overlap'
export const COSTSPAN_COST_RETRIEVAL = 'costspan.cost.retrieval'
export const COSTSPAN_CACHE_RESULT = 'costspan.cache.result'
export const COSTSPAN_SAVED_NANO_USD = 'costspan.saved.nano_usd'
export const COSTSPAN_SAVED_KIND = 'costspan.saved.kind'
export const COSTSPAN_OVERHEAD_KIND = 'costspan.overhead.kind'

// Who caused it
export const COSTSPAN_FEATURE = 'costspan.feature'
export const COSTSPAN_TEAM = 'costspan.team'
export const COSTSPAN_TENANT = 'costspan.tenant'
export const COSTSPAN_TIER = 'costspan.tier'
export const USER_ID = 'user.id'
export const SESSION_ID = 'session.id'
export const COSTSPAN_RUN = 'costspan.run'
export const GEN_AI_CONVERSATION_ID = 'gen_ai.conversation.id'
export const GEN_AI_AGENT_NAME = 'gen_ai.agent.name'

// Outcomes, and what the quality of calls was found to be
export const COSTSPAN_OUTCOME_NAME = 'costspan.outcome.name'
export const COSTSPAN_OUTCOME_SUCCESS = 'costspan.outcome.success'
export const COSTSPAN_OUTCOME_BY = 'costspan.outcome.by'
export const COSTSPAN_OUTCOME_VALUE_NANO_USD = 'costspan.outcome.value_nano_usd'
/** An event of the GenAI conventions: on the span of a call, or a log record in its context. */
export const GEN_AI_EVALUATION_RESULT = 'gen_ai.evaluation.result'
export const GEN_AI_EVALUATION_NAME = 'gen_ai.evaluation.name'
export const GEN_AI_EVALUATION_SCORE = 'gen_ai.evaluation.score.value'
