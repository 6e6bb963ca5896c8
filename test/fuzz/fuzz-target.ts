/**
 * A fuzz target: a parser of what comes from outside, with inputs for it, and what must hold whatever the input is.
 */
import type fc from 'fast-check'

export interface FuzzTarget {
  /** As the sentence that begins with "fuzzed: ". */
  readonly name: string
  readonly property: fc.IRawProperty<unknown>
}
