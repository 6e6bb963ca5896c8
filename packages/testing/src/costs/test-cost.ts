/**
 * What one test cost. Amounts are whole nano-USD (1e-9 USD) as text, because a double does not hold them and JSON has no
 * integers of their size.
 */
export interface TestCost {
  /** The file of the test, relative to the working directory. */
  readonly file: string
  /** The test with the suites that it is in. */
  readonly name: string
  readonly calls: number
  /** Calls without a known price: in no amount. */
  readonly unpricedCalls: number
  /** Calls that a recorded answer served. */
  readonly replayedCalls: number
  /** What the calls cost, or would have cost where they were replayed. */
  readonly nanoUsd: string
  /** What was paid: without replayed calls. */
  readonly paidNanoUsd: string
  readonly sites: readonly SiteCost[]
}

/**
 * The calls of one place in the application: one feature and operation. A place keeps its name when its model changes, so
 * that a change of model is a change of its cost.
 */
export interface SiteCost {
  readonly feature: string
  readonly operation: string
  readonly models: readonly string[]
  readonly calls: number
  /** Those of them without a known price: in no amount. */
  readonly unpricedCalls: number
  readonly nanoUsd: string
}

/** What a run of tests cost: the file that reporters write, and `costspan diff` compares. */
export interface TestRunCost {
  readonly version: 1
  readonly tests: readonly TestCost[]
}
