import { types } from 'node:util'

/**
 * Whether a value is a promise of this realm or of another one: what Jest or `node:vm` loads has a `Promise` class of its own,
 * of which nothing is an instance here.
 */
export function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise || types.isPromise(value)
}
