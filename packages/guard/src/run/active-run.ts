/**
 * A run with a budget: a job or an agent, over all processes that take part in it. What a run spends, the runs around it
 * spend too, so that all parts together stay within the whole.
 */
export interface ActiveRun {
  readonly id: string
  readonly limitNanoUsd: bigint
  /** What only a call inside `finalAnswer` may spend. */
  readonly reserveNanoUsd: bigint
  readonly startedAtMillis: number
  /** Whether the reserve may be spent now. */
  readonly isFinal: boolean
  /** The run that this one is a part of. */
  readonly parent: ActiveRun | undefined
}
