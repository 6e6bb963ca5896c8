/**
 * A finding: something that costs more than it need, with what it would save. Findings may be about the same dollars: who
 * sends shorter prompts to a cheaper model does not save both sums.
 */
export interface Finding {
  readonly rule: FindingRule
  /** What it is about, such as a feature. */
  readonly subject: string
  /** What was seen, in figures. */
  readonly evidence: string
  /** What to do about it. */
  readonly advice: string
  /** What that would have saved in the window; 0 where it bounds a risk and saves nothing. */
  readonly savedNanoUsd: bigint
  /** What the figure rests on. */
  readonly assumption: string
}

/** The rules, by what they find; see `finding-rules.ts`. */
export type FindingRule =
  | 'long-inputs'
  | 'oversized-output-limit'
  | 'expensive-model'
  | 'large-retrieval'
  | 'overlapping-chunks'
  | 'unlimited-retries'
  | 'costly-retries'
  | 'verbose-system-prompt'
  | 'uncached-prefix'
  | 'broken-prompt-cache'
  | 'unread-cache-writes'
