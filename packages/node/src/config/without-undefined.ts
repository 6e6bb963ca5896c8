import { isPlainObject } from './plain-object.ts'

/**
 * A copy without keys whose value is undefined: `{ serviceName: process.env.NAME }` says nothing when there is no such
 * variable.
 */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (!isPlainObject(value)) return value
  const present = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(present.map(([key, part]) => [key, withoutUndefined(part)]))
}
