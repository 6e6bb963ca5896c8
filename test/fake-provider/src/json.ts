/** Reading parsed JSON of unknown shape, without trusting it. */

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objectAt(parent: unknown, key: string): JsonObject | undefined {
  const value = isObject(parent) ? parent[key] : undefined
  return isObject(value) ? value : undefined
}

export function arrayAt(parent: unknown, key: string): readonly unknown[] {
  const value = isObject(parent) ? parent[key] : undefined
  return Array.isArray(value) ? value : []
}

export function stringAt(parent: unknown, key: string): string | undefined {
  const value = isObject(parent) ? parent[key] : undefined
  return typeof value === 'string' ? value : undefined
}

export function numberAt(parent: unknown, key: string): number | undefined {
  const value = isObject(parent) ? parent[key] : undefined
  return typeof value === 'number' ? value : undefined
}

export function isTrue(parent: unknown, key: string): boolean {
  return isObject(parent) && parent[key] === true
}
