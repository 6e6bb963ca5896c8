/**
 * The names that this package writes on spans. They are the contract with whoever prices the span: this package and
 * `@costspan/cost` never import each other, and a test compares the two lists.
 */

export const SCHEMA_URL = 'https://opentelemetry.io/schemas/gen-ai/1.42.0'

// Set when the span starts, so that samplers and processors can see them
export const GEN_AI_OPERATION_NAME = 'gen_ai.operation.name'
export const GEN_AI_PROVIDER_NAME = 'gen_ai.provider.name'
export const GEN_AI_REQUEST_MODEL = 'gen_ai.request.model'
export const SERVER_ADDRESS = 'server.address'
export const SERVER_PORT = 'server.port'

// The request
export const GEN_AI_REQUEST_STREAM = 'gen_ai.request.stream'
export const GEN_AI_REQUEST_MAX_TOKENS = 'gen_ai.request.max_tokens'
export const GEN_AI_REQUEST_TEMPERATURE = 'gen_ai.request.temperature'
export const GEN_AI_REQUEST_TOP_P = 'gen_ai.request.top_p'
export const GEN_AI_REQUEST_TOP_K = 'gen_ai.request.top_k'
export const GEN_AI_REQUEST_FREQUENCY_PENALTY = 'gen_ai.request.frequency_penalty'
export const GEN_AI_REQUEST_PRESENCE_PENALTY = 'gen_ai.request.presence_penalty'
export const GEN_AI_REQUEST_STOP_SEQUENCES = 'gen_ai.request.stop_sequences'
export const GEN_AI_REQUEST_CHOICE_COUNT = 'gen_ai.request.choice.count'
export const GEN_AI_REQUEST_SEED = 'gen_ai.request.seed'
export const GEN_AI_REQUEST_REASONING_LEVEL = 'gen_ai.request.reasoning.level'
export const GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID = 'gen_ai.request.previous_response.id'
export const GEN_AI_REQUEST_ENCODING_FORMATS = 'gen_ai.request.encoding_formats'
export const GEN_AI_EMBEDDINGS_DIMENSION_COUNT = 'gen_ai.embeddings.dimension.count'
export const GEN_AI_OUTPUT_TYPE = 'gen_ai.output.type'
export const OPENAI_API_TYPE = 'openai.api.type'
export const OPENAI_REQUEST_SERVICE_TIER = 'openai.request.service_tier'

// The response
export const GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model'
export const GEN_AI_RESPONSE_ID = 'gen_ai.response.id'
export const GEN_AI_RESPONSE_FINISH_REASONS = 'gen_ai.response.finish_reasons'
export const GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK = 'gen_ai.response.time_to_first_chunk'
export const OPENAI_RESPONSE_SERVICE_TIER = 'openai.response.service_tier'
export const OPENAI_RESPONSE_SYSTEM_FINGERPRINT = 'openai.response.system_fingerprint'
export const ERROR_TYPE = 'error.type'

// Usage. Every count is a part of `input_tokens` or `output_tokens`.
export const USAGE_INPUT = 'gen_ai.usage.input_tokens'
export const USAGE_OUTPUT = 'gen_ai.usage.output_tokens'
export const USAGE_CACHE_READ = 'gen_ai.usage.cache_read.input_tokens'
export const USAGE_CACHE_WRITE = 'gen_ai.usage.cache_write.input_tokens'
export const USAGE_REASONING = 'gen_ai.usage.reasoning.output_tokens'
export const USAGE_INPUT_AUDIO = 'gen_ai.usage.audio.input_tokens'
export const USAGE_INPUT_IMAGE = 'gen_ai.usage.image.input_tokens'
export const USAGE_OUTPUT_AUDIO = 'gen_ai.usage.audio.output_tokens'
export const USAGE_OUTPUT_IMAGE = 'gen_ai.usage.image.output_tokens'
export const USAGE_CACHE_READ_AUDIO = 'gen_ai.usage.audio.cache_read.input_tokens'
export const USAGE_CACHE_READ_IMAGE = 'gen_ai.usage.image.cache_read.input_tokens'

// Content, recorded only where it is asked for
export const GEN_AI_SYSTEM_INSTRUCTIONS = 'gen_ai.system_instructions'
export const GEN_AI_INPUT_MESSAGES = 'gen_ai.input.messages'
export const GEN_AI_OUTPUT_MESSAGES = 'gen_ai.output.messages'

// What pricing needs and the conventions lack
export const COSTSPAN_USAGE_CACHE_WRITE_1H = 'costspan.usage.cache_write_1h.input_tokens'
/** Prefix of calls to tools that the provider ran and bills apart: `costspan.usage.tool_calls.web_search`. */
export const COSTSPAN_USAGE_TOOL_CALLS = 'costspan.usage.tool_calls.'
/** Prefix of amounts billed in something else than tokens: `costspan.usage.units.audio_seconds`. */
export const COSTSPAN_USAGE_UNITS = 'costspan.usage.units.'
/** True where the token counts of the span were counted by us, because the provider sent none. */
export const COSTSPAN_USAGE_ESTIMATED = 'costspan.usage.estimated'
export const COSTSPAN_SERVICE_TIER = 'costspan.service_tier'
export const COSTSPAN_REGION = 'costspan.region'
/** The cost that a gateway returned with its answer, passed through unchanged. */
export const GEN_AI_COST_AMOUNT = 'gen_ai.usage.cost.amount'
export const GEN_AI_COST_CURRENCY = 'gen_ai.usage.cost.currency'
export const GEN_AI_COST_SOURCE = 'gen_ai.usage.cost.source'

// Batches
/** The id under which the results of a batch were read: of the batch, or of the file that OpenAI puts them into. */
export const COSTSPAN_BATCH_ID = 'costspan.batch.id'
/** What the submitter calls one request of a batch. */
export const COSTSPAN_BATCH_CUSTOM_ID = 'costspan.batch.custom_id'

// Attempts: the HTTP requests that one call made
export const HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count'
export const COSTSPAN_ATTEMPT_KIND = 'costspan.attempt.kind'
export const COSTSPAN_ATTEMPT_INDEX = 'costspan.attempt.index'
/** Attempts of this call that were sent, may be billed, and brought no usage. */
export const COSTSPAN_ATTEMPTS_UNOBSERVED = 'costspan.attempts.unobserved'
/** The most input tokens that one unobserved attempt can have used. */
export const COSTSPAN_ATTEMPTS_MAX_INPUT = 'costspan.attempts.max_input_tokens'
/** The most output tokens that one unobserved attempt can have used. */
export const COSTSPAN_ATTEMPTS_MAX_OUTPUT = 'costspan.attempts.max_output_tokens'

// Caches of answers
/** `exact`, `semantic` or `miss`, where one was asked: read here, and written by whoever asked it. */
export const COSTSPAN_CACHE_RESULT = 'costspan.cache.result'

// Retrieved context in a prompt (RAG)
/** How much of the prompt it is by characters, from 0 to 1. */
export const COSTSPAN_RETRIEVAL_SHARE = 'costspan.retrieval.share'
/** How much of the retrieved text repeats what another retrieved text has, by characters, from 0 to 1. */
export const COSTSPAN_RETRIEVAL_OVERLAP = 'costspan.retrieval.overlap'
