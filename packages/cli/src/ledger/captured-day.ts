/**
 * What was captured of a day: of what a provider billed, the part that was metered. A ledger remembers it from the last time that
 * it was held against a statement, so that reports can say how much of the bill they speak of.
 */
export interface CapturedDay {
  readonly provider: string
  /** The UTC day, such as `2026-11-01`. */
  readonly day: string
  readonly meteredNanoUsd: bigint
  /** With the most that attempts without an answer may have cost. */
  readonly highNanoUsd: bigint
  readonly billedNanoUsd: bigint
  /** What would close the rest of the gap of that statement, the same for all of its days: sentences, with settings in them. */
  readonly advice: readonly string[]
}
