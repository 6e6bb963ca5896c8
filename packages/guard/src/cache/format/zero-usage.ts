import type { JsonObject } from './answer-format.ts'

/** Where the formats have usage: in an answer, and in the answers that events carry. */
const USAGE = ['usage', 'usageMetadata'] as const
const CARRIERS = ['message', 'response', 'x_groq'] as const

/** The same item with all its usage at zero, so that nobody who reads it again takes it for spent. */
export function zeroUsage<Item extends JsonObject>(item: Item): Item {
  const changed: Record<string, unknown> = {}
  for (const name of USAGE) if (isObject(item[name])) changed[name] = zeroed(item[name])
  for (const name of CARRIERS) if (isObject(item[name])) changed[name] = zeroUsage(item[name])
  return Object.keys(changed).length === 0 ? item : { ...item, ...changed }
}

/** Numbers become 0; names, such as that of a service tier, stay. */
function zeroed(value: unknown): unknown {
  if (typeof value === 'number') return 0
  if (Array.isArray(value)) return value.map(zeroed)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, zeroed(each)]))
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
