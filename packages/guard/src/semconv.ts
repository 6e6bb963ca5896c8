/** Names that this package writes, beyond those of `@costspan/cost`. */
export const METRIC_BUDGET_LIMIT = 'costspan.budget.limit'
export const METRIC_BUDGET_SPENT = 'costspan.budget.spent'
export const METRIC_BUDGET_HELD = 'costspan.budget.held'
export const METRIC_BUDGET_DECISIONS = 'costspan.budget.decisions'

export const COSTSPAN_BUDGET = 'costspan.budget'
export const COSTSPAN_BUDGET_WINDOW = 'costspan.budget.window'
export const COSTSPAN_BUDGET_DECISION = 'costspan.budget.decision'
export const COSTSPAN_BUDGET_MODE = 'costspan.budget.mode'
export const COSTSPAN_BUDGET_RUNG = 'costspan.budget.rung'
export const COSTSPAN_BUDGET_UNIT = 'costspan.budget.unit'

export const EVENT_BUDGET_ALERT = 'costspan.budget.alert'

/** Why a call went to another model than it asked for: `budget_rung`, `budget_limit` or `session`. */
export const COSTSPAN_ROUTE_REASON = 'costspan.route.reason'

// Names of @costspan/cost and of the conventions, which are written here too.
export const METRIC_COST_SAVED = 'costspan.cost.saved'
export const COSTSPAN_SAVED_KIND = 'costspan.saved.kind'
export const COSTSPAN_FEATURE = 'costspan.feature'
export const COSTSPAN_TEAM = 'costspan.team'
export const COSTSPAN_TIER = 'costspan.tier'
export const GEN_AI_REQUEST_MODEL = 'gen_ai.request.model'
export const GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model'
