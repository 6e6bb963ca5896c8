/**
 * A verdict: what is said of calls after they were made. An outcome that they were made for came about or did not; or somebody
 * scored the quality of what they answered.
 */
export interface Verdict {
  /** What makes it the same one when it is told of again. */
  readonly id: string
  readonly kind: VerdictKind
  /** The outcome, such as `ticket_resolved`, or what was evaluated, such as `relevance`. */
  readonly name: string
  readonly atMillis: number
  /** Which calls it is about: those that have this value in this dimension. */
  readonly by: VerdictScope
  readonly subject: string
  /** Of an evaluation its score, on a scale of its own; of an outcome 1 where it came about, else 0. */
  readonly score: number
  /** What an outcome is worth; `undefined` where nobody said so. */
  readonly valueNanoUsd: bigint | undefined
  /** The version and the commit of the service that said it. */
  readonly version: string | undefined
  readonly revision: string | undefined
}

/** Whether calls had an outcome, or somebody scored their quality. */
export type VerdictKind = 'outcome' | 'evaluation'

export const VERDICT_SCOPES = ['run', 'conversation', 'session', 'traceId', 'spanId'] as const
/** The dimensions of a ledger by which the calls of a verdict can be told. */
export type VerdictScope = (typeof VERDICT_SCOPES)[number]

/** Which verdicts: those of a kind that were given in a time, of which `fromMillis` is a part and `toMillis` is not. */
export interface VerdictQuestion {
  readonly kind: VerdictKind
  readonly fromMillis: number
  readonly toMillis: number
}
