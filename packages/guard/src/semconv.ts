/** Names that this package writes, beyond those of `@costspan/cost`. */
export const METRIC_BUDGET_LIMIT = 'costspan.budget.limit'
export const METRIC_BUDGET_SPENT = 'costspan.budget.spent'
export const METRIC_BUDGET_HELD = 'costspan.budget.held'
export const METRIC_BUDGET_DECISIONS = 'costspan.budget.decisions'

/** The name of a budget. */
export const COSTSPAN_BUDGET = 'costspan.budget'
/** Its window: `hour`, `day`, `week`, `month`, `request` or `run`. */
export const COSTSPAN_BUDGET_WINDOW = 'costspan.budget.window'
/** What it decided about a call: `allow`, `deny` or `would_deny`. */
export const COSTSPAN_BUDGET_DECISION = 'costspan.budget.decision'
/** Whether it refuses (`enforce`) or only says so (`shadow`). */
export const COSTSPAN_BUDGET_MODE = 'costspan.budget.mode'
/** The rung of its ladder that was reached, in percent. */
export const COSTSPAN_BUDGET_RUNG = 'costspan.budget.rung'
/** What it counts: `usd`, `tokens`, `requests`, ... */
export const COSTSPAN_BUDGET_UNIT = 'costspan.budget.unit'

export const EVENT_BUDGET_ALERT = 'costspan.budget.alert'

/** Why a call went to another model than it asked for: `budget_rung`, `budget_limit`, `session` or `complexity`. */
export const COSTSPAN_ROUTE_REASON = 'costspan.route.reason'

/** Why a call of a feature with a cache was neither answered by it nor kept. */
export const COSTSPAN_CACHE_BYPASS_REASON = 'costspan.cache.bypass_reason'

/** The share of compared hits of the semantic cache that were false; the bound is `share`, or `low` or `high` of its 95 % interval. */
export const METRIC_FALSE_HIT_RATE = 'costspan.cache.false_hit_rate'
/** Which end of the interval of a rate: `low`, `high`, or the `share` itself. */
export const COSTSPAN_CACHE_BOUND = 'costspan.cache.bound'

// What prompts begin with, and what a provider's cache did not have of it
/** A keyed hash of the instructions and tools of a prompt, which tells versions apart without their text. */
export const COSTSPAN_PROMPT_HASH = 'costspan.prompt.hash'
/** The same of the tools alone. */
export const COSTSPAN_PROMPT_TOOLS_HASH = 'costspan.prompt.tools_hash'
/** The same of the instructions alone. */
export const COSTSPAN_PROMPT_SYSTEM_HASH = 'costspan.prompt.system_hash'
/** Why a prompt cache that was read before was not: `tool_order`, `tools`, `system`, `history`, `breakpoint`, `timestamp`, `random_id`, `model`, `ttl` or `evicted`. */
export const COSTSPAN_PROMPT_BREAK_CAUSE = 'costspan.prompt.break.cause'
/** Where the prompt differs from the one before, such as `tools[2]`. */
export const COSTSPAN_PROMPT_BREAK_POSITION = 'costspan.prompt.break.position'
/** Input tokens that would have come from the cache. */
export const COSTSPAN_PROMPT_LOST_TOKENS = 'costspan.prompt.lost_tokens'
/** What they cost more than from the cache, in billionths of a dollar. */
export const COSTSPAN_PROMPT_LOST_NANO_USD = 'costspan.prompt.lost.nano_usd'
export const METRIC_PROMPT_CACHE_LOST = 'costspan.prompt_cache.lost'

// Names of @costspan/cost and of the conventions, which are written here too.
export const METRIC_COST_SAVED = 'costspan.cost.saved'
export const COSTSPAN_CACHE_RESULT = 'costspan.cache.result'
export const COSTSPAN_SAVED_NANO_USD = 'costspan.saved.nano_usd'
export const COSTSPAN_SAVED_KIND = 'costspan.saved.kind'
export const COSTSPAN_FEATURE = 'costspan.feature'
export const COSTSPAN_TEAM = 'costspan.team'
export const COSTSPAN_TIER = 'costspan.tier'
export const GEN_AI_REQUEST_MODEL = 'gen_ai.request.model'
export const GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model'
export const GEN_AI_PROVIDER_NAME = 'gen_ai.provider.name'
