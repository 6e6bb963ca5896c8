/** What the provider remembers between requests. */
export interface Store {
  readonly responses: Map<string, unknown>
  readonly files: Map<string, string>
  /** Batch objects by id, and the lines of their results. */
  readonly batches: Map<string, { readonly batch: unknown; readonly results: readonly unknown[] }>
}

export function createStore(): Store {
  return { responses: new Map(), files: new Map(), batches: new Map() }
}
