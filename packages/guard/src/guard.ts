import type { CostContext } from '@costspan/cost'
import type { BudgetStatus } from './status/budget-status.ts'
import type { LadderState } from './ladder/ladder-state.ts'
import type { Refusal } from './admission/refusal.ts'
import type { ActiveRun } from './run/active-run.ts'
import type { RunAdvisory } from './run/run-advisory.ts'
import type { BudgetPeriod } from './window/budget-window.ts'

/**
 * The guard decides whether a call may be made, before it is made. A call is admitted with its worst-case estimate, which
 * is held on every budget that it falls under (a reservation), and settled with its actual cost when that is known.
 */
export interface Guard {
  /**
   * Decides over all budgets of a call at once. Never rejects: a store that fails is decided by the budgets' policy.
   *
   * Each attempt of a call is admitted by itself, at the price of the model that it asks.
   */
  admit(request: AdmissionRequest): Promise<Admission>
  /**
   * Books what a call has cost, in the windows in which it was admitted, and ends its holds. A second settlement of the same
   * reservation changes nothing. Never rejects: what the store does not take is kept and tried again.
   */
  settle(reservation: Reservation, settlement: Settlement): Promise<void>
  /** Ends the holds of a call that cost nothing, such as one that was refused by the provider. */
  release(reservation: Reservation): Promise<void>
  /** The budgets that apply to a context, as they stand now: for advice before a call, and for response headers. */
  standing(context: CostContext): Promise<readonly BudgetStatus[]>
  /** All budgets with what was spent and is held in their present windows. */
  status(): Promise<readonly BudgetStatus[]>
  /** A run inside of another begins: what it may spend is held on the run around it. */
  beginRun(run: ActiveRun): void
  /** It ends, and what it has not spent is free again. Never rejects. */
  endRun(run: ActiveRun): Promise<void>
  /** How the budget of a run stands. Rejects when the store fails. */
  advisory(run: ActiveRun): Promise<RunAdvisory>
  /** Hands over what is pending (settlements, alerts) and closes the store. */
  close(): Promise<void>
}

/** A call, or one attempt of it, that asks to be made. */
export interface AdmissionRequest {
  /** Who causes it. A value that is missing counts into the bucket `unattributed`, which has limits too. */
  readonly context: CostContext
  readonly provider: string
  readonly model: string
  /** `chat`, `embeddings`, ... as in the conventions. */
  readonly operation: string
  readonly estimate: Estimate
  /** The run whose budget it falls under. Default: the active one, see `withRun`. */
  readonly run?: ActiveRun | undefined
  /**
   * What the same call holds already, where it needs more than was thought: then it is no further request, and what a single
   * request may be is compared with both.
   */
  readonly beyond?: Estimate | undefined
  /** How long the call holds its estimate where it is never settled. Default: as long as the guard's option says. */
  readonly holdMillis?: number | undefined
}

/** The most that a call can cost. */
export interface Estimate {
  /** Undefined when the price is unknown: the policy of each budget decides. Zero is a model that is free. */
  readonly nanoUsd: bigint | undefined
  readonly inputTokens: number
  readonly outputTokens: number
}

/** What was decided. */
export type Admission = Allowed | Denied

/** The call may be made. */
export interface Allowed {
  readonly decision: 'allow'
  readonly reservation: Reservation
  /** What the ladders of the budgets ask for, such as a cheaper model. Only budgets in the mode `enforce` ask. */
  readonly ladder: readonly LadderState[]
  /** What budgets in the mode `shadow` would have refused. */
  readonly wouldDeny: readonly Refusal[]
}

/** The call must not be made; nothing is held for it. */
export interface Denied {
  readonly decision: 'deny'
  /** The refusal that holds the longest, where several budgets refuse. */
  readonly refusal: Refusal
  readonly wouldDeny: readonly Refusal[]
}

/** What an admitted call holds, until it is settled, released or expired. */
export interface Reservation {
  readonly id: string
  readonly request: AdmissionRequest
  readonly atMillis: number
  readonly expiresAtMillis: number
  /** The state of the store that has the holds; undefined when it was decided without the store. */
  readonly epoch: string | undefined
  readonly holds: readonly Hold[]
}

/** One budget's part of a reservation. */
export interface Hold {
  /** The counter in the store: budget, unit, window and bucket, with ids hashed. */
  readonly key: string
  readonly budget: string
  readonly period: BudgetPeriod
  readonly unit: BudgetUnit
  readonly scope: Readonly<Record<string, string>>
  readonly limit: bigint | undefined
  readonly amount: bigint
  /** The end of the window; undefined for one without an end, such as a run. */
  readonly resetsAtMillis: number | undefined
  readonly keptUntilMillis: number
}

/** What a limit counts: `usd` in nano-USD, tokens (`input`, `output` or both), or requests. */
export type BudgetUnit = 'usd' | 'tokens' | 'input_tokens' | 'output_tokens' | 'requests'

/** What a call turned out to be. */
export interface Settlement {
  /** Undefined when it is unknown: then what was held counts, because unknown is not zero. */
  readonly nanoUsd: bigint | undefined
  readonly inputTokens: number
  readonly outputTokens: number
  /** The model that answered, where it is another one. */
  readonly model?: string | undefined
  /** How the amount is known: by the provider's usage, by our count, or not at all. */
  readonly outcome: 'reported' | 'estimated' | 'unobserved'
}
