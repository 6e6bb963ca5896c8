import type { CostContext } from './cost-context.ts'
import { COST_FIELD_ATTRIBUTES, isCostField } from './cost-fields.ts'
import { COSTSPAN_TAG } from '../semconv.ts'

/** Attribute names with their values, as they are copied to spans. */
export type CostAttributes = Readonly<Record<string, string>>

/**
 * The span attributes of a cost context: `costspan.feature`, `user.id`, `gen_ai.conversation.id`, ... and
 * `costspan.tag.<key>` for each tag.
 *
 * To put them on spans use `costAttributesOf`, which has them ready.
 */
export function costAttributes(costContext: CostContext): CostAttributes {
  const attributes: Record<string, string> = {}
  for (const [key, value] of Object.entries(costContext)) {
    if (typeof value === 'string' && isCostField(key)) attributes[COST_FIELD_ATTRIBUTES[key]] = value
  }
  for (const [key, value] of Object.entries(costContext.tags ?? {})) {
    if (value !== undefined) attributes[COSTSPAN_TAG + key] = value
  }
  return Object.freeze(attributes)
}
