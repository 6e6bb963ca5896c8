import type { BaggageMember } from './baggage-members.ts'
import { isTagKey } from './checked-cost-context.ts'
import type { CostContext } from './cost-context.ts'
import { COST_FIELD_ATTRIBUTES, isCostField, type CostField } from './cost-fields.ts'
import { COSTSPAN_TAG } from '../semconv.ts'

/** A key of the cost context that may travel; `tags` stands for all of them. */
export type CostContextKey = keyof CostContext

const KEYS_BY_NAME: ReadonlyMap<string, CostContextKey> = new Map(
  Object.entries(COST_FIELD_ATTRIBUTES).map(([field, name]) => [name, isCostField(field) ? field : 'tags']),
)

/** The key of the cost context that a baggage entry with this name belongs to. */
export function keyOfEntry(name: string): CostContextKey | undefined {
  return KEYS_BY_NAME.get(name) ?? (name.startsWith(COSTSPAN_TAG) ? 'tags' : undefined)
}

/** Whether an entry says who caused a cost, by our names or by those that other tools give to users and sessions. */
export function isAttribution(name: string): boolean {
  return keyOfEntry(name) !== undefined || /^(?:costspan|user|enduser|session)\./.test(name)
}

/** The cost context that baggage describes, of the given keys only; what cannot be a value of it is left out. */
export function costContextFrom(members: readonly BaggageMember[], keys: ReadonlySet<CostContextKey>): CostContext {
  const fields: Partial<Record<CostField, string>> = {}
  const tags: Record<string, string> = {}
  for (const { name, value } of members) {
    const key = keyOfEntry(name)
    if (key === undefined || !keys.has(key) || value === '') continue
    const tag = name.slice(COSTSPAN_TAG.length)
    if (key !== 'tags') fields[key] = value
    else if (isTagKey(tag)) tags[tag] = value
  }
  return Object.keys(tags).length === 0 ? fields : { ...fields, tags }
}
