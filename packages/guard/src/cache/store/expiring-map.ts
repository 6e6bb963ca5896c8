/** A map whose values are gone after their time. */
export interface ExpiringMap<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value, millis: number): void
  delete(key: string): void
}

/** For values that are few: what nobody asks for is looked through when another one comes. */
export function expiringMap<Value>(): ExpiringMap<Value> {
  const values = new Map<string, { readonly value: Value; readonly until: number }>()
  return {
    get(key) {
      const found = values.get(key)
      return found === undefined || found.until <= performance.now() ? undefined : found.value
    },
    set(key, value, millis) {
      const now = performance.now()
      values.set(key, { value, until: now + millis })
      // In the order in which they came, which is nearly that in which they end.
      for (const [old, { until }] of values) {
        if (until > now) break
        values.delete(old)
      }
    },
    delete: (key) => void values.delete(key),
  }
}
