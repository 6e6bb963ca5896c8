/** The value of a key, if `value` is an object. */
export function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}

/** The text of a key, if it is one. */
export function textAt(value: unknown, key: string): string | undefined {
  const text = at(value, key)
  return typeof text === 'string' ? text : undefined
}

/** The items of a key; none if it is no list. */
export function itemsAt(value: unknown, key: string): readonly unknown[] {
  const items = at(value, key)
  return Array.isArray(items) ? items : []
}

/** An object with only those of the entries that have a value. */
export function present<T extends object>(entries: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value != null)) as {
    [Key in keyof T]?: NonNullable<T[Key]>
  }
}

/** The value of a JSON text, or the text where it is none: models write arguments that break off. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
