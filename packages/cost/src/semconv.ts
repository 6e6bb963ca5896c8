/**
 * The names that this package reads from and writes to telemetry, in one place because the GenAI conventions still move.
 *
 * `gen_ai.*` follows the semantic-conventions-genai repository of autumn 2026 (schema 1.42); the cost names follow its
 * draft #443. `costspan.*` is ours: what pricing needs and the conventions lack.
 */

export const SCHEMA_URL = 'https://opentelemetry.io/schemas/gen-ai/1.42.0'

// What was called
export const GEN_AI_OPERATION_NAME = 'gen_ai.operation.name'
export const GEN_AI_PROVIDER_NAME = 'gen_ai.provider.name'
/** Replaced by `gen_ai.provider.name` in 1.37. */
export const GEN_AI_SYSTEM = 'gen_ai.system'
export const GEN_AI_REQUEST_MODEL = 'gen_ai.request.model'
export const GEN_AI_REQUEST_MAX_TOKENS = 'gen_ai.request.max_tokens'
export const GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model'
export const GEN_AI_RESPONSE_FINISH_REASONS = 'gen_ai.response.finish_reasons'
/** Where the Anthropic SDK's own spans have the finish reason. */
export const ANTHROPIC_STOP_REASON = 'anthropic.message.stop_reason'
export const GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK = 'gen_ai.response.time_to_first_chunk'
export const GEN_AI_CONVERSATION_ID = 'gen_ai.conversation.id'
export const GEN_AI_AGENT_NAME = 'gen_ai.agent.name'
export const SERVER_ADDRESS = 'server.address'
export const SERVER_PORT = 'server.port'
export const ERROR_TYPE = 'error.type'
export const USER_ID = 'user.id'
export const SESSION_ID = 'session.id'

// What it used. Every count is a part of `input_tokens` or `output_tokens`.
export const USAGE_INPUT = 'gen_ai.usage.input_tokens'
export const USAGE_OUTPUT = 'gen_ai.usage.output_tokens'
export const USAGE_CACHE_READ = 'gen_ai.usage.cache_read.input_tokens'
export const USAGE_CACHE_WRITE = 'gen_ai.usage.cache_write.input_tokens'
/** Renamed to `cache_write` in summer 2026; Sentry and the Vercel AI SDK still write this one. */
export const USAGE_CACHE_CREATION = 'gen_ai.usage.cache_creation.input_tokens'
export const USAGE_REASONING = 'gen_ai.usage.reasoning.output_tokens'
export const USAGE_INPUT_AUDIO = 'gen_ai.usage.audio.input_tokens'
export const USAGE_INPUT_IMAGE = 'gen_ai.usage.image.input_tokens'
export const USAGE_OUTPUT_AUDIO = 'gen_ai.usage.audio.output_tokens'
export const USAGE_OUTPUT_IMAGE = 'gen_ai.usage.image.output_tokens'
export const USAGE_CACHE_READ_AUDIO = 'gen_ai.usage.audio.cache_read.input_tokens'
export const USAGE_CACHE_READ_IMAGE = 'gen_ai.usage.image.cache_read.input_tokens'
/** Input tokens that were written to a prompt cache for an hour: a part of the cache writes, at a price of their own. */
export const COSTSPAN_USAGE_CACHE_WRITE_1H = 'costspan.usage.cache_write_1h.input_tokens'
export const ANTHROPIC_USAGE_CACHE_WRITE_1H = 'anthropic.usage.cache_creation.ephemeral_1h_input_tokens'
/** Tokens of context compactions, which Anthropic bills beside the usage it totals. */
export const ANTHROPIC_USAGE_COMPACTION_INPUT = 'anthropic.usage.compaction.input_tokens'
export const ANTHROPIC_USAGE_COMPACTION_OUTPUT = 'anthropic.usage.compaction.output_tokens'
/** Prefix of calls to tools that the provider ran and bills apart: `costspan.usage.tool_calls.web_search`. */
export const COSTSPAN_USAGE_TOOL_CALLS = 'costspan.usage.tool_calls.'
/** Prefix of amounts billed in something else than tokens: `costspan.usage.units.audio_seconds`. */
export const COSTSPAN_USAGE_UNITS = 'costspan.usage.units.'
/** True where the token counts of the span were counted by us, because the provider sent none. */
export const COSTSPAN_USAGE_ESTIMATED = 'costspan.usage.estimated'

// Which price holds
/** The service tier that was served and is priced: `batch`, `flex`, `priority`, ...; absent for the standard one. */
export const COSTSPAN_SERVICE_TIER = 'costspan.service_tier'
export const OPENAI_RESPONSE_SERVICE_TIER = 'openai.response.service_tier'
export const ANTHROPIC_RESPONSE_SERVICE_TIER = 'anthropic.response.service_tier'
/** Where the provider ran inference when that changes the price: `us` at Anthropic, a region at a cloud. */
export const COSTSPAN_REGION = 'costspan.region'

// Batches
/** The id under which the results of a batch were read. */
export const COSTSPAN_BATCH_ID = 'costspan.batch.id'
/** What the submitter calls one request of a batch; two processes that read one batch can be told by it. */
export const COSTSPAN_BATCH_CUSTOM_ID = 'costspan.batch.custom_id'

// Attempts: the HTTP requests that one call made
export const HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count'
/** Whether the call is a `primary`, a `retry` or a `fallback`. */
export const COSTSPAN_ATTEMPT_KIND = 'costspan.attempt.kind'
/** 0 for the first attempt, 1 for the one after it, ... */
export const COSTSPAN_ATTEMPT_INDEX = 'costspan.attempt.index'
/** Attempts of this call that were sent, may be billed, and brought no usage. */
export const COSTSPAN_ATTEMPTS_UNOBSERVED = 'costspan.attempts.unobserved'
/** The most input tokens that one unobserved attempt can have used. */
export const COSTSPAN_ATTEMPTS_MAX_INPUT = 'costspan.attempts.max_input_tokens'
/** The most output tokens that one unobserved attempt can have used. */
export const COSTSPAN_ATTEMPTS_MAX_OUTPUT = 'costspan.attempts.max_output_tokens'

// What it cost
export const GEN_AI_COST_AMOUNT = 'gen_ai.usage.cost.amount'
export const GEN_AI_COST_CURRENCY = 'gen_ai.usage.cost.currency'
export const GEN_AI_COST_SOURCE = 'gen_ai.usage.cost.source'
/** What the call cost in billionths of a dollar: a whole number, exact. Absent where the cost is unknown. */
export const COSTSPAN_COST_NANO_USD = 'costspan.cost.nano_usd'
// The additive parts in USD
/** The part of the cost that plain input has, in USD. All parts sum to the cost. */
export const COSTSPAN_COST_INPUT = 'costspan.cost.input'
/** The part that plain output has, in USD. */
export const COSTSPAN_COST_OUTPUT = 'costspan.cost.output'
/** The part that reads from a prompt cache have, in USD. */
export const COSTSPAN_COST_CACHE_READ = 'costspan.cost.cache_read'
/** The part that writes to a prompt cache have, in USD. */
export const COSTSPAN_COST_CACHE_WRITE = 'costspan.cost.cache_write'
/** The part that reasoning has, in USD. */
export const COSTSPAN_COST_REASONING = 'costspan.cost.reasoning'
/** The part that audio has, of input and output, in USD. */
export const COSTSPAN_COST_AUDIO = 'costspan.cost.audio'
/** The part that images have, of input and output, in USD. */
export const COSTSPAN_COST_IMAGE = 'costspan.cost.image'
/** The part that tools of the provider have, such as searches, in USD. */
export const COSTSPAN_COST_TOOL = 'costspan.cost.tool'
/** The part that has a price for each request, in USD. */
export const COSTSPAN_COST_REQUEST = 'costspan.cost.request'
/** How well the cost is known: `reported`, `estimated`, `unobserved`, `unpriced` or `invalid`. */
export const COSTSPAN_COST_STATUS = 'costspan.cost.status'
/** Why there is no price: `unknown_model`, `unknown_service_tier`, `no_usage`, ... */
export const COSTSPAN_COST_UNPRICED_REASON = 'costspan.cost.unpriced_reason'
/** What is wrong with the usage, or with a cost that the provider returned, in a sentence. */
export const COSTSPAN_COST_PROBLEM = 'costspan.cost.problem'
/** What the unobserved attempts of this call may have cost at the most, beyond the amount; an integer of nano-USD. */
export const COSTSPAN_AT_RISK_NANO_USD = 'costspan.at_risk.nano_usd'
/** The attribute under which the span of another emitter brought a cost. Where that was not believed, the problem says so. */
export const COSTSPAN_COST_READ_FROM = 'costspan.cost.read_from'
/** The version of the price data that priced the call. */
export const COSTSPAN_PRICE_VERSION = 'costspan.price.version'

// Who caused it
/** The feature of the application that caused the call. */
export const COSTSPAN_FEATURE = 'costspan.feature'
/** The team that answers for it. */
export const COSTSPAN_TEAM = 'costspan.team'
/** The customer on whose behalf it was made. */
export const COSTSPAN_TENANT = 'costspan.tenant'
/** The customer's plan, such as `free` or `pro`. */
export const COSTSPAN_TIER = 'costspan.tier'
/** The run of an agent or a job that it belongs to. */
export const COSTSPAN_RUN = 'costspan.run'
/** Prefix of the application's own keys: `costspan.tag.region`. */
export const COSTSPAN_TAG = 'costspan.tag.'

/** A keyed hash of what is the same in many prompts (instructions and tools), which tells versions of it apart without its text. */
export const COSTSPAN_PROMPT_HASH = 'costspan.prompt.hash'

// Retrieved context in a prompt (RAG)
/** How much of the prompt is retrieved text, by characters, from 0 to 1. */
export const COSTSPAN_RETRIEVAL_SHARE = 'costspan.retrieval.share'
/** Retrieved text in input tokens: a share of them and not beside them. */
export const COSTSPAN_RETRIEVAL_INPUT = 'costspan.retrieval.input_tokens'
/** How much of the retrieved text repeats what another retrieved text has, by characters, from 0 to 1. */
export const COSTSPAN_RETRIEVAL_OVERLAP = 'costspan.retrieval.overlap'
/** What retrieved text cost in USD: a share of the input's cost and not beside it. */
export const COSTSPAN_COST_RETRIEVAL = 'costspan.cost.retrieval'

// Answers from a cache, and other ways to pay less
/** What a response cache had: `exact`, `semantic` or `miss`; absent where none was asked. */
export const COSTSPAN_CACHE_RESULT = 'costspan.cache.result'
/** What the call would have cost more without a cache, another model or a shorter prompt, in billionths of a dollar. */
export const COSTSPAN_SAVED_NANO_USD = 'costspan.saved.nano_usd'
/** By which means a call saved what it saved: `exact`, `semantic`, `downgrade`, ...: see `SavingKind`. */
export const COSTSPAN_SAVED_KIND = 'costspan.saved.kind'
/** Tokens that were left out of the input, for a call whose prompt was made shorter. */
export const COSTSPAN_SAVED_INPUT = 'costspan.saved.input_tokens'
/** The call was made only to save on others, by this means: its cost is what the saving cost. */
export const COSTSPAN_OVERHEAD_KIND = 'costspan.overhead.kind'

// Outcomes: what calls were made for
/** What came about, such as `ticket_resolved`. */
export const COSTSPAN_OUTCOME_NAME = 'costspan.outcome.name'
/** Whether it came about as it should. */
export const COSTSPAN_OUTCOME_SUCCESS = 'costspan.outcome.success'
/** What tells its calls: `run`, `conversation`, `session` or `trace`. */
export const COSTSPAN_OUTCOME_BY = 'costspan.outcome.by'
/** What it is worth, in billionths of a dollar. */
export const COSTSPAN_OUTCOME_VALUE_NANO_USD = 'costspan.outcome.value_nano_usd'

// Metrics
export const METRIC_OUTCOMES = 'costspan.outcomes'
export const METRIC_OUTCOME_VALUE = 'costspan.outcome.value'
export const METRIC_COST = 'costspan.cost'
export const METRIC_COST_SAVED = 'costspan.cost.saved'
export const METRIC_COST_AT_RISK = 'costspan.cost.at_risk'
export const METRIC_CALLS = 'costspan.calls'
export const METRIC_CALLS_UNPRICED = 'costspan.calls.unpriced'
export const METRIC_PRICE_CONFLICTS = 'costspan.price.conflicts'
export const METRIC_CATALOG_AGE = 'costspan.price.catalog.age'
export const METRIC_OPERATION_COST = 'gen_ai.client.operation.cost'
export const METRIC_INFERENCE_DURATION = 'gen_ai.client.inference.duration'
export const METRIC_EMBEDDINGS_DURATION = 'gen_ai.client.embeddings.duration'
export const METRIC_TIME_TO_FIRST_CHUNK = 'gen_ai.client.inference.time_to_first_chunk'
/** Prefix of the five token counters of the conventions. */
export const METRIC_INFERENCE_USAGE = 'gen_ai.client.inference.usage.'
/** The two older metrics, written by a switch for dashboards that exist. */
export const METRIC_TOKEN_USAGE = 'gen_ai.client.token.usage'
export const METRIC_OPERATION_DURATION = 'gen_ai.client.operation.duration'

// Attributes of metrics only
/** On metrics: which part of the cost or of the tokens, such as `input` or `cache_read`. */
export const COSTSPAN_COST_CLASS = 'costspan.cost.class'
/** On metrics: why calls have no price. */
export const COSTSPAN_UNPRICED_REASON = 'costspan.unpriced.reason'
export const GEN_AI_TOKEN_MODALITY = 'gen_ai.token.modality'
export const GEN_AI_TOKEN_TYPE = 'gen_ai.token.type'
