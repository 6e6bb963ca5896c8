import type { CostContext } from './cost-context.ts'
import * as semconv from '../semconv.ts'

/** A field of the cost context that holds one value; `tags` is the one that holds many. */
export type CostField = Exclude<keyof CostContext, 'tags'>

/** The attribute, and the baggage entry, that carries each field. A new field is one line here and one in `CostContext`. */
export const COST_FIELD_ATTRIBUTES: Readonly<Record<CostField, string>> = {
  feature: semconv.COSTSPAN_FEATURE,
  user: semconv.USER_ID,
  session: semconv.SESSION_ID,
  conversation: semconv.GEN_AI_CONVERSATION_ID,
  agent: semconv.GEN_AI_AGENT_NAME,
  team: semconv.COSTSPAN_TEAM,
  tenant: semconv.COSTSPAN_TENANT,
  tier: semconv.COSTSPAN_TIER,
  run: semconv.COSTSPAN_RUN,
}

export function isCostField(name: string): name is CostField {
  return Object.hasOwn(COST_FIELD_ATTRIBUTES, name)
}
