/**
 * A statement: what a provider says was used and billed, day by day in UTC. Reports of usage tell tokens, reports of costs
 * tell amounts, some tell both; whatever tells either becomes lines of this one shape.
 */
export interface Statement {
  /** Where it was read: an address, or a file. */
  readonly name: string
  /** The provider by the name that spans have for it. */
  readonly provider: string
  /** The UTC days that it speaks of, such as `2026-11-01`. A day that is missing is unknown, which is not a bill of 0. */
  readonly days: readonly string[]
  /** Whether lines with tokens tell the service tier; where they do not, tiers are compared as one. */
  readonly tellsTiers: boolean
  /** Whether cached input is counted apart; where it is not, the class `input` holds all input. */
  readonly splitsInput: boolean
  readonly lines: readonly BilledLine[]
}

/** One line. What it does not tell is undefined. */
export interface BilledLine {
  readonly day: string
  /** Undefined for what is billed apart from models: credits, taxes, subscriptions. */
  readonly model?: string | undefined
  /** Undefined is the standard one. */
  readonly serviceTier?: string | undefined
  /** Undefined where an amount is for all together. */
  readonly billedClass?: BilledClass | undefined
  readonly tokens?: number | undefined
  readonly requests?: number | undefined
  /** Negative for what is given back. */
  readonly nanoUsd?: bigint | undefined
  /** The project, workspace or key that it was billed to. */
  readonly project?: string | undefined
  /** What the statement calls it, where it belongs to no model. */
  readonly description?: string | undefined
}

/** Classes of tokens that both sides count. Reasoning is output; `input` is what came from no cache and went into none. */
export const TOKEN_CLASSES = ['input', 'cache_read', 'cache_write', 'output'] as const
export type TokenClass = (typeof TOKEN_CLASSES)[number]

/** What can be billed apart; the last four are compared by their amounts alone. */
export type BilledClass = TokenClass | 'audio' | 'image' | 'tool' | 'request'
