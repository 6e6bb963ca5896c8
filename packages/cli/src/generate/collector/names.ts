/**
 * The names that a collector's configuration reads and writes. They are the contract with `@costspan/cost`, which writes the
 * same ones in an application, so they are repeated here and not imported.
 */

// What was called
export const OPERATION = 'gen_ai.operation.name'
export const PROVIDER = 'gen_ai.provider.name'
export const SYSTEM = 'gen_ai.system'
export const REQUEST_MODEL = 'gen_ai.request.model'
export const RESPONSE_MODEL = 'gen_ai.response.model'
export const FINISH_REASONS = 'gen_ai.response.finish_reasons'
export const ERROR_TYPE = 'error.type'
export const USER_ID = 'user.id'
/** The span of an outcome, which is no call: what calls were made for. */
export const OUTCOME_NAME = 'costspan.outcome.name'

// What it used
export const USAGE_INPUT = 'gen_ai.usage.input_tokens'
export const USAGE_OUTPUT = 'gen_ai.usage.output_tokens'
export const USAGE_CACHE_READ = 'gen_ai.usage.cache_read.input_tokens'
export const USAGE_CACHE_WRITE = 'gen_ai.usage.cache_write.input_tokens'
export const USAGE_CACHE_CREATION = 'gen_ai.usage.cache_creation.input_tokens'
export const USAGE_CACHE_WRITE_1H = 'costspan.usage.cache_write_1h.input_tokens'
export const USAGE_REASONING = 'gen_ai.usage.reasoning.output_tokens'
export const USAGE_INPUT_AUDIO = 'gen_ai.usage.audio.input_tokens'
export const USAGE_OUTPUT_AUDIO = 'gen_ai.usage.audio.output_tokens'
export const USAGE_INPUT_IMAGE = 'gen_ai.usage.image.input_tokens'
export const USAGE_OUTPUT_IMAGE = 'gen_ai.usage.image.output_tokens'
export const USAGE_CACHE_READ_AUDIO = 'gen_ai.usage.audio.cache_read.input_tokens'
export const USAGE_CACHE_READ_IMAGE = 'gen_ai.usage.image.cache_read.input_tokens'

// Which price holds
export const SERVICE_TIERS: readonly string[] = [
  'costspan.service_tier',
  'openai.response.service_tier',
  'gen_ai.openai.response.service_tier',
  'anthropic.response.service_tier',
]
export const REGION = 'costspan.region'

// What it cost
export const COST_NANO_USD = 'costspan.cost.nano_usd'
export const COST_PART = 'costspan.cost.'
export const COST_STATUS = 'costspan.cost.status'
export const COST_CLASS = 'costspan.cost.class'
export const UNPRICED_REASON = 'costspan.cost.unpriced_reason'
export const COST_PROBLEM = 'costspan.cost.problem'
export const PRICE_VERSION = 'costspan.price.version'
/** Who found out what it cost: `collector` by its prices, or `client`, whose figure the collector kept. */
export const COST_BASIS = 'costspan.cost.basis'

/** What a cost is called by those who write one of their own, best known first. */
export const CLIENT_COSTS: readonly string[] = [
  'gen_ai.usage.cost.amount',
  'gen_ai.usage.cost',
  'llm.cost.total',
  'gen_ai.cost.total_cost',
  'litellm.cost.total',
  'gen_ai.usage.total_cost',
  'operation.cost',
  'gen_ai.cost.total_tokens',
]

/**
 * Between pricing and counting, the status of a call that this collector has to count. It never leaves the collector, and
 * what comes in with it loses it.
 */
export const TO_COUNT = 'costspan.collector.status'
/** What was saved by the provider's prompt cache, in USD; only between pricing and counting, as above. */
export const CACHE_SAVED = 'costspan.collector.cache_saved'
/** That a cost came with the span which our prices contradict; only between pricing and counting, as above. */
export const PRICE_CONFLICT = 'costspan.collector.price_conflict'
/** What stands on spans between pricing and counting only. */
export const MARKS: readonly string[] = [TO_COUNT, CACHE_SAVED, PRICE_CONFLICT]

/** While a call is priced, the number of its model's record, or nothing between the quotes where it is not found yet. */
export const RECORD = 'costspan.collector.record'
/** While a call is priced, the id of its provider in the price book. */
export const PROVIDER_ID = 'costspan.collector.provider'
/** While a call is priced, its rates for each length of context. */
export const RATES = 'costspan.collector.rates'
/** While a call is priced, why it has no rates. */
export const NO_RATES_REASON = 'costspan.collector.reason'
/** What one group of statements of the pricing tells the next: their variables do not outlive the group. */
export const NOTES: readonly string[] = [RECORD, PROVIDER_ID, RATES, NO_RATES_REASON]

export const USER_HASH = 'costspan.user.hash'

/** Operations whose answer is text, so that an answer without output tokens is one that was not seen whole. */
export const GENERATING_OPERATIONS: readonly string[] = ['chat', 'generate_content', 'text_completion']
