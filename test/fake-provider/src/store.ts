import type { Bill } from './bill.ts'

/** What the provider remembers between requests. */
export interface Store {
  readonly responses: Map<string, unknown>
  readonly files: Map<string, string>
  /** Batch objects by id, and the lines of their results. */
  readonly batches: Map<string, { readonly batch: unknown; readonly results: readonly unknown[] }>
  /** What was billed so far, for reports of usage and costs. */
  readonly bill: () => Bill
}

export function createStore(bill: () => Bill): Store {
  return { responses: new Map(), files: new Map(), batches: new Map(), bill }
}
