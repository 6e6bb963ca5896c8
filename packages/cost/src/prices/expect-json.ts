/** JSON as it comes from outside: nothing is known of its values yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The error of a value that is not what was expected; it names the path, the value and the expectation. */
export function expected(path: string, value: unknown, what: string, cause?: unknown): TypeError {
  const shown = JSON.stringify(value) ?? String(value)
  return new TypeError(
    `${path} must be ${what}, got ${shown.slice(0, 200)}`,
    cause === undefined ? undefined : { cause },
  )
}

export function expectObject(value: unknown, path: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw expected(path, value, 'an object')
  return value as JsonObject
}

export function expectArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw expected(path, value, 'an array')
  return value
}

export function expectText(value: unknown, path: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw expected(path, value, 'text')
  return value
}

/** Refuses keys that are not known: a misspelt price would otherwise be a missing one. */
export function expectKeys(object: JsonObject, known: readonly string[], path: string): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) throw new TypeError(`${path}.${key} is not known, expected one of ${known.join(', ')}`)
  }
}
