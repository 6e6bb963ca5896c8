/** Where the counters of budgets are kept. */
export interface BudgetStoreSettings {
  /**
   * `memory` for one process, `sqlite:<path>` for the processes of one machine, `redis://host:6379` for a fleet. A path in a
   * file of settings is relative to that file.
   */
  readonly at: string
  /** A file that keeps what was spent, from which counters that a store has lost are made anew. Default: memory. */
  readonly ledger?: string
  /** How long to wait for the store before each budget's `onStoreFailure` decides, in milliseconds. Default: 500. */
  readonly timeoutMillis?: number
  /** How long a call that is never settled holds its estimate, in seconds. Default: 600. */
  readonly holdSeconds?: number
  /** The slice of what was left that a process may spend while the store does not answer, in percent. Default: 1. */
  readonly leasePercent?: number
}

/** Who is told when a rung of a budget's ladder is reached; one of these. */
export type BudgetAlertSettings =
  | { readonly webhook: string; readonly secret?: string }
  | { readonly slack: string }
  | { readonly pagerDuty: string }
  | { readonly smtp: string; readonly from: string; readonly to: string }
  | { readonly event: true }
