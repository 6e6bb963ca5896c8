/** The output that calls were given before, by feature and model, for estimates that are closer than the worst case. */
export interface OutputHistory {
  record(feature: string | undefined, model: string, outputTokens: number): void
  /** The 95th percentile, or undefined before there are enough calls to know one. */
  p95(feature: string | undefined, model: string): number | undefined
}

/** Fewer calls have no percentile that means anything. */
const FEWEST_CALLS = 40
const KEPT_CALLS = 200
const MOST_KEYS = 1_000

/** Remembers the newest calls of each feature and model, in bounded memory. */
export function createOutputHistory(): OutputHistory {
  const kept = new Map<string, { readonly tokens: number[]; next: number }>()
  const keyOf = (feature: string | undefined, model: string): string => JSON.stringify([feature, model])
  return {
    record(feature, model, outputTokens) {
      const key = keyOf(feature, model)
      const ring = kept.get(key) ?? { tokens: [], next: 0 }
      ring.tokens[ring.next] = outputTokens
      ring.next = (ring.next + 1) % KEPT_CALLS
      const oldest = kept.size < MOST_KEYS || kept.has(key) ? undefined : kept.keys().next().value
      if (oldest !== undefined) kept.delete(oldest)
      kept.set(key, ring)
    },
    p95(feature, model) {
      const tokens = kept.get(keyOf(feature, model))?.tokens ?? []
      if (tokens.length < FEWEST_CALLS) return undefined
      return tokens.toSorted((a, b) => a - b)[Math.ceil(tokens.length * 0.95) - 1]
    },
  }
}
