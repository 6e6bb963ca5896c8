/**
 * A row in the FinOps Open Cost and Usage Specification (FOCUS, https://focus.finops.org/focus-specification/): a charge for one
 * SKU in one period. `null` is FOCUS's own word for what does not apply; decimals are text, so that none loses a digit.
 */
export type FocusRow = Readonly<Record<string, FocusValue>>
/** A cell of it. */
export type FocusValue = string | null

/** The versions that are written. */
export const FOCUS_VERSIONS = ['1.2', '1.3'] as const
/** A version of the specification. */
export type FocusVersion = (typeof FOCUS_VERSIONS)[number]

/** What a column may hold. */
export interface FocusColumn {
  readonly name: string
  readonly type: 'string' | 'decimal' | 'date' | 'json'
  readonly isNullable: boolean
  /** The only values that it may have, beside null. */
  readonly values?: readonly string[]
  /** The first version that has it; without it, both. */
  readonly since?: FocusVersion
}
